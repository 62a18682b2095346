/** Why a caller may or may not: each verb with the alternatives of each of his roles, and which of them hold on this record. */
import type { Verb } from "../model/types";
import { compileAccess } from "../permissions/access";
import type { RowRule } from "../permissions/scopes";
import { askRules } from "../queries/ask";
import { bindingsOf, readingOf } from "../queries/caller";
import { noRecord, type SaveContext } from "./save";

const VERBS: readonly Verb[] = ["read", "update", "delete"];

export interface Explanation {
  readonly verbs: Readonly<Record<string, { readonly allowed: boolean; readonly because: readonly { readonly role: string; readonly rule: unknown; readonly holds: boolean }[] }>>;
  readonly fields: Readonly<Record<string, "masked" | "read" | "write">>;
  readonly actions: Readonly<Record<string, boolean>>;
}

/** @throws AppError record:notFound when the caller may not even read the record: nothing is explained about what he cannot see. */
export async function explainAccess(save: SaveContext, entityName: string, id: string): Promise<Explanation> {
  const { model, ctx } = save;
  const reading = readingOf(model, ctx.principal);
  const access = reading.access(entityName);
  const [found] = await save.queries.read(save, entityName, [id], { paths: ["id"], trusted: true, trash: "with", lock: false, questions: [] });
  if (!found) throw noRecord();
  const bindings = bindingsOf(ctx, []);
  const ask = (rules: readonly RowRule[]) => (rules.length ? askRules(save.db, reading, access.entity, id, rules, bindings) : Promise.resolve([]));
  const roles = ctx.principal.kind === "system" ? [] : ctx.principal.roles;
  const shared = new Set(ctx.principal.kind === "system" ? [] : ctx.principal.sharedEntities);
  const verbs: Record<string, Explanation["verbs"][string]> = {};
  for (const verb of VERBS) {
    const [allowed] = await ask([access.rows[verb]]);
    const parts = roles.flatMap((role) => compileAccess(model, access.entity, [role], { sharedEntities: shared }).rows[verb].map((rule) => ({ role, rule })));
    const holds = await ask(parts.map(({ rule }) => [rule]));
    verbs[verb] = { allowed: allowed ?? false, because: parts.map((part, i) => ({ ...part, holds: holds[i] ?? false })) };
  }
  const variants = await ask(access.updates.map((variant) => variant.rule));
  const writable = new Set(access.updates.filter((_, i) => variants[i]).flatMap((variant) => [...variant.fields]));
  const actionNames = [...access.actions.keys()];
  const actions = await ask(actionNames.map((name) => access.actions.get(name)!));
  return {
    verbs,
    fields: Object.fromEntries([...access.fields].filter(([, right]) => right.read !== "none").map(([name, right]) => [name, right.read === "masked" ? "masked" : writable.has(name) ? "write" : "read"])),
    actions: Object.fromEntries(actionNames.map((name, i) => [name, actions[i] ?? false])),
  };
}
