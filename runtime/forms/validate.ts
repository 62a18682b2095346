/**
 * Checks of a form before it is sent: the field types' own parsing, obligatory fields and `invalidWhen` rules.
 * The server checks the same again; what it finds comes back by JSON pointer and is put beside the field by `issuesByField`.
 */
import { evaluateCondition, type ConditionScope } from "../expressions/evaluate";
import type { ClientField } from "../model/client";
import { valueType, type Values } from "./scope";
import type { FieldState } from "./state";

export interface FormIssue {
  /** Pointer below the field's value, "" for the value itself. */
  readonly pointer: string;
  /** Machine word; "required" and "rule" are given here, the others by the field type. */
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
}

/** Issues of one field; empty when it is fine. `required` and empty optional values are judged before the type looks. */
export function validateField(field: ClientField, state: FieldState, value: unknown, scope: ConditionScope): readonly FormIssue[] {
  if (!state.visible || state.readOnly) return [];
  const found = valueType(field);
  if (!found) return [];
  const parsed = found.type.parse(value ?? null, found.options);
  if (!parsed.ok) return parsed.issues;
  if (found.type.isEmpty(parsed.value)) return state.required ? [{ pointer: "", code: "required", message: "" }] : [];
  return field.invalidWhen.filter((rule) => evaluateCondition(rule.when, scope)).map((rule) => ({ pointer: "", code: "rule", message: rule.message }));
}

/** Server issues ("/amount", "/lines/2/price") by field name; what names no field is under "". */
export function issuesByField(issues: readonly FormIssue[], known: (name: string) => boolean): Map<string, FormIssue[]> {
  const sorted = new Map<string, FormIssue[]>();
  for (const issue of issues) {
    const [, head = "", ...rest] = issue.pointer.split("/");
    const name = head.replaceAll("~1", "/").replaceAll("~0", "~");
    const key = known(name) ? name : "";
    const pointer = key && rest.length > 0 ? `/${rest.join("/")}` : "";
    sorted.set(key, [...(sorted.get(key) ?? []), { ...issue, pointer }]);
  }
  return sorted;
}

/** The fields whose value differs from the stored one, as the body of a PATCH. */
export function changedValues(fields: readonly ClientField[], stored: Values, values: Values): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const field of fields) {
    if (!Object.hasOwn(values, field.name)) continue;
    if (!sameValue(field, stored[field.name] ?? null, values[field.name] ?? null)) changed[field.name] = values[field.name] ?? null;
  }
  return changed;
}

/** Equality by the field type; values the type cannot read (half-typed text) are compared as JSON. */
export function sameValue(field: ClientField, a: unknown, b: unknown): boolean {
  if (a === b) return true;
  const found = valueType(field);
  if (!found) return JSON.stringify(a) === JSON.stringify(b);
  const [left, right] = [found.type.parse(a, found.options), found.type.parse(b, found.options)];
  if (!left.ok || !right.ok) return JSON.stringify(a) === JSON.stringify(b);
  return found.type.equals(left.value, right.value);
}
