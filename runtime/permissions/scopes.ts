import type { Condition } from "../expressions/condition";
import type { Grant, Scope, Verb } from "../model/types";

/** Alternatives, one of which must hold; empty = forbidden, `{ all: [] }` = every record. */
export type RowRule = readonly Condition[];

/** Letters of the verbs in the grants of record roles. */
export const LETTER: Record<Verb, string> = { create: "c", read: "r", update: "u", delete: "d" };

/**
 * Scopes are conditions on system fields; two need more than fields and are written as leaves that only the compiler knows:
 * `$member can <letter>` (holds a record role granting that letter on the record) and `$shared level <level>`.
 */
const SCOPES: Record<Scope, (verb: Verb) => Condition> = {
  own: () => ({ field: "owner", op: "eq", value: { user: "id" } }),
  member: (verb) => ({ field: "$member", op: "can", value: LETTER[verb] }),
  team: () => ({ field: "team", op: "in", value: { user: "teams" } }),
  unit: () => ({ field: "unit", op: "in", value: { user: "units" } }),
  unitTree: () => ({ field: "unit", op: "in", value: { user: "unitTree" } }),
  all: () => ({ all: [] }),
};

/** Grants of a verb → alternatives. A grant with neither scope nor condition grants nothing. */
export function grantConditions(grants: readonly Grant[], verb: Verb): Condition[] {
  return grants.flatMap(({ scope, condition }) => {
    const parts = [...(scope ? [SCOPES[scope](verb)] : []), ...(condition ? [condition] : [])];
    if (parts.length === 0) return [];
    return [parts.length === 1 ? parts[0]! : { all: parts }];
  });
}

/** True for the condition that every record fulfils. */
export function isUnlimited(condition: Condition): boolean {
  return "all" in condition && condition.all.every(isUnlimited);
}
