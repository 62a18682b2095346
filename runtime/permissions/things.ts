/**
 * Things inside a record: comments, notes and files. Their rights follow the record, so that no role has to name them:
 *
 * - whoever reads the record by a role reads its comments, public notes and files, and may add comments and notes;
 * - whoever may change the record may add, replace and delete files;
 * - whoever may delete the record may delete comments and notes of others.
 *
 * A role that reads records *as a member* (PL-5) leaves it to the record roles: their letters for the thing count, and a record
 * role that does not name the thing lets read it. A role may also name the letters itself (`"comments": "r"`): they hold on every
 * record it lets read, and the rules above do not.
 *
 * Letters: r read; c add, and change or delete what one added oneself; u replace and rename files of others (nobody changes the
 * words of others); d delete what others added.
 */
import type { Condition } from "../expressions/condition";
import type { EntityRights, Thing, Verb } from "../model/types";
import { LETTER, type RowRule } from "./scopes";

export const THINGS: readonly Thing[] = ["comments", "notes", "files"];
export type ThingRules = Readonly<Record<Thing, Readonly<Record<Verb, RowRule>>>>;

/** What one role gives: its row rules (own or by its parent), and the letters it names. */
export interface ThingPart {
  readonly rows: Readonly<Record<Verb, RowRule>>;
  readonly rights: Pick<EntityRights, "things">;
}

const VERBS: readonly Verb[] = ["create", "read", "update", "delete"];
/** The verb on the record that gives the verb on the thing. */
const FOLLOWED: Readonly<Record<Thing, Readonly<Record<Verb, Verb>>>> = {
  comments: { create: "read", read: "read", update: "read", delete: "delete" },
  notes: { create: "read", read: "read", update: "read", delete: "delete" },
  files: { create: "update", read: "read", update: "update", delete: "update" },
};

/** Rules of each thing and verb for the holder of all these roles. */
export function thingRules(parts: readonly ThingPart[], merge: (rules: readonly RowRule[]) => RowRule): ThingRules {
  const rulesOf = (thing: Thing) => Object.fromEntries(VERBS.map((verb) => [verb, merge(parts.map((part) => ruleOf(part, thing, verb)))])) as Record<Verb, RowRule>;
  return Object.fromEntries(THINGS.map((thing) => [thing, rulesOf(thing)])) as unknown as ThingRules;
}

function ruleOf({ rows, rights }: ThingPart, thing: Thing, verb: Verb): RowRule {
  const named = rights.things?.[thing];
  if (named !== undefined) return named.includes(LETTER[verb]) ? rows.read : [];
  const byMembership = rows.read.filter(asksMember).map((condition) => withThing(condition, `${LETTER[verb]}:${thing}`));
  return [...rows[FOLLOWED[thing][verb]].filter((condition) => !asksMember(condition)), ...byMembership];
}

const isMember = (path: string): boolean => path === "$member" || path.endsWith(".$member");

function asksMember(condition: Condition): boolean {
  if ("all" in condition) return condition.all.some(asksMember);
  if ("any" in condition) return condition.any.some(asksMember);
  if ("not" in condition) return asksMember(condition.not);
  return "field" in condition && isMember(condition.field);
}

/** The same condition, asking record roles for the thing instead of the record. */
function withThing(condition: Condition, value: string): Condition {
  if ("all" in condition) return { all: condition.all.map((child) => withThing(child, value)) };
  if ("any" in condition) return { any: condition.any.map((child) => withThing(child, value)) };
  if ("not" in condition) return { not: withThing(condition.not, value) };
  return "field" in condition && isMember(condition.field) ? { ...condition, value } : condition;
}
