/**
 * Role documents as the matrix edits them. A *grant* is one alternative of a verb: a scope, a condition, or both; no grant at
 * all is "none". What the matrix does not touch stays as it was written.
 */
import type { Condition } from "../../runtime/expressions/condition";

export const SCOPES = ["own", "member", "team", "unit", "unitTree", "all"] as const;
export type Scope = (typeof SCOPES)[number];
export const VERBS = ["read", "create", "update", "delete"] as const;
export type Verb = (typeof VERBS)[number];
export const THINGS = ["comments", "notes", "files"] as const;
export const FIELD_RIGHTS = ["hidden", "masked", "read", "write"] as const;
export const SYSTEM_RIGHTS = ["users.manage", "apiKeys.manage", "events.read", "metadata.read", "metadata.publish", "packs.install", "trash.purge", "share.any", "rights.grantAny", "personalData.erase", "backup.manage"] as const;

export interface RoleGrant {
  readonly scope?: Scope;
  readonly condition?: Condition;
}

type Written = string | readonly (string | { readonly scope?: string; readonly condition?: Condition })[] | undefined;

export type RoleRights = { readonly [verb in Verb]?: Written } & {
  readonly actions?: Readonly<Record<string, Written>>;
  readonly fields?: Readonly<Record<string, string>>;
  readonly comments?: string;
  readonly notes?: string;
  readonly files?: string;
  readonly export?: boolean;
  readonly import?: boolean;
};

/** About processes: begin them by hand; look after all that run. */
export const PROCESS_RIGHTS = ["start", "operate"] as const;
type ProcessRight = (typeof PROCESS_RIGHTS)[number];
type ProcessRights = { readonly [right in ProcessRight]?: boolean };
/** Stands for every process that is not named. */
export const EVERY_PROCESS = "*";

export interface RoleDocument {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly system?: readonly string[];
  readonly processes?: Readonly<Record<string, ProcessRights>>;
  readonly entities?: Readonly<Record<string, RoleRights>>;
}

const isScope = (word: string | undefined): word is Scope => SCOPES.some((scope) => scope === word);

/** Alternatives of a verb or action; "none" is no alternative. */
export function grantsOf(written: Written): readonly RoleGrant[] {
  if (written === undefined) return [];
  const all = typeof written === "string" ? [written] : written;
  return all.flatMap((item): RoleGrant[] => {
    const { scope, condition } = typeof item === "string" ? { scope: item, condition: undefined } : item;
    if (scope === "none") return [];
    return [{ ...(isScope(scope) ? { scope } : {}), ...(condition ? { condition } : {}) }];
  });
}

/** The shortest way to write them down: one scope as a word, several as a list. */
export function writeGrants(grants: readonly RoleGrant[]): Written {
  const items = grants.filter(({ scope, condition }) => scope || condition).map((grant) => (grant.condition ? grant : grant.scope!));
  if (items.length === 0) return "none";
  return items.length === 1 && typeof items[0] === "string" ? items[0] : items;
}

/** Rights on an entity with some of them changed; undefined takes one out. An entity without any right is left out. */
export function withRights(document: RoleDocument, entity: string, change: Partial<Record<keyof RoleRights, unknown>>): RoleDocument {
  const rights = Object.fromEntries(Object.entries({ ...document.entities?.[entity], ...change }).filter(([, value]) => value !== undefined));
  return { ...document, entities: { ...document.entities, [entity]: rights as RoleRights } };
}

export function withSystem(document: RoleDocument, right: string, held: boolean): RoleDocument {
  const others = (document.system ?? []).filter((one) => one !== right);
  return { ...document, system: held ? [...others, right] : others };
}

/** What the role may do with a process: by its own line, or by that of all others. */
export const processRights = (document: RoleDocument, process: string): ProcessRights => document.processes?.[process] ?? document.processes?.[EVERY_PROCESS] ?? {};

/** A right on a process given or taken. A line without any right says something only where one for all others stands beside it. */
export function withProcess(document: RoleDocument, process: string, right: ProcessRight, held: boolean): RoleDocument {
  const { [right]: _before, ...rest } = processRights(document, process);
  const { [EVERY_PROCESS]: every, ...named } = { ...document.processes, [process]: held ? { ...rest, [right]: true } : rest };
  const says = (rights: ProcessRights | undefined): boolean => rights?.start === true || rights?.operate === true;
  const kept = Object.fromEntries(Object.entries(named).filter(([, rights]) => says(every) || says(rights)));
  const processes = says(every) ? { ...kept, [EVERY_PROCESS]: every! } : kept;
  const { processes: _all, ...others } = document;
  return Object.keys(processes).length > 0 ? { ...others, processes } : others;
}

/** A name for a role out of what people call it: "Night clerk 2" → nightClerk2; "role" when nothing usable is left. */
export function roleName(label: string): string {
  const words = label.normalize("NFKD").replace(/[^a-zA-Z0-9 ]+/g, "").trim().split(/\s+/).filter(Boolean);
  const name = words.map((word, index) => (index === 0 ? word.toLowerCase() : word[0]!.toUpperCase() + word.slice(1).toLowerCase())).join("").slice(0, 40);
  return /^[a-z]/.test(name) ? name : `role${name}`.slice(0, 40);
}
