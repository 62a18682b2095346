import type { Condition } from "../../runtime/expressions/condition";
import { evaluateCondition, type ConditionScope } from "../../runtime/expressions/evaluate";

/** Fields a condition asks about, paths included. */
function fieldsOf(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(fieldsOf);
  if (typeof node !== "object" || node === null) return [];
  const { field, some } = node as { readonly field?: unknown; readonly some?: unknown };
  return [...(typeof field === "string" ? [field] : []), ...(typeof some === "string" ? [`${some}.`] : []), ...Object.values(node).flatMap(fieldsOf)];
}

/** Does a record fit the button that starts a process? What cannot be told here (fields behind references, or not seen) is left to the server. */
export const startFits = (when: Condition | undefined, known: ReadonlySet<string>, scope: ConditionScope): boolean => when === undefined || fieldsOf(when).some((field) => !known.has(field)) || evaluateCondition(when, scope);
