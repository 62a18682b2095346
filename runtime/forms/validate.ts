/**
 * Checks of a form before it is sent: the field types' own parsing, obligatory fields and `invalidWhen` rules.
 * The server checks the same again; what it finds comes back by JSON pointer and is put beside the field by `issuesByField`.
 */
import { evaluateCondition, type ConditionScope } from "../expressions/evaluate";
import type { OperandEnv } from "../expressions/operand";
import { maskIssue } from "../fields/mask";
import { relationOf, targetsOf } from "../fields/traits";
import type { ClientEntity, ClientField } from "../model/client";
import { formScope, valueType, type Behind, type Values } from "./scope";
import { fieldState, isWritable, type FieldState, type FormSituation } from "./state";

export interface FormIssue {
  /** Pointer below the field's value, "" for the value itself. */
  readonly pointer: string;
  /** Machine word; "required" and "rule" are given here, the others by the field type. */
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
}

/** Will the server fill the empty field from a record that is chosen ("product.price" with a product)? */
function isFetched(field: ClientField, scope: ConditionScope): boolean {
  return field.fetchFrom !== undefined && scope.value(field.fetchFrom.split(".")[0] ?? "") !== undefined;
}

/** Issues of one field; empty when it is fine. `required` and empty optional values are judged before the type looks. */
export function validateField(field: ClientField, state: FieldState, value: unknown, scope: ConditionScope): readonly FormIssue[] {
  if (!state.visible || state.readOnly) return [];
  const found = valueType(field);
  if (!found) return [];
  const parsed = found.type.parse(value ?? null, found.options);
  if (!parsed.ok) return parsed.issues;
  if (found.type.isEmpty(parsed.value)) return state.required && !isFetched(field, scope) ? [{ pointer: "", code: "required", message: "" }] : [];
  const misshapen = maskIssue(field, parsed.value);
  if (misshapen) return [misshapen];
  return field.invalidWhen.filter((rule) => evaluateCondition(rule.when, scope)).map((rule) => ({ pointer: "", code: "rule", message: rule.message }));
}

export interface FormFrame {
  readonly fields: readonly ClientField[];
  readonly recordTypes: ClientEntity["recordTypes"];
  readonly entities: Readonly<Record<string, ClientEntity>>;
  readonly env: OperandEnv;
  /** What is known of the records the form points at (behind.ts). */
  readonly behind?: Behind;
}

/** Issues of a whole form by field name, line items included; an empty map means that it may be sent. */
export function validateForm(frame: FormFrame, values: Values, situation: FormSituation): Map<string, readonly FormIssue[]> {
  const scope = formScope(frame.fields, values, frame.env, frame.entities, frame.behind);
  const found = new Map<string, readonly FormIssue[]>();
  for (const field of frame.fields) {
    if (field.system && !Object.hasOwn(values, field.name)) continue;
    const state = fieldState(frame, field, scope, situation);
    const issues = validateField(field, state, values[field.name], scope);
    const inside = state.visible && !state.readOnly ? validateLines(frame, field, values[field.name]) : [];
    if (issues.length + inside.length > 0) found.set(field.name, [...issues, ...inside]);
  }
  return found;
}

/** Issues inside line items, by pointer below the field ("/0/price"); none for other fields. */
export function validateLines(frame: FormFrame, field: ClientField, rows: unknown): readonly FormIssue[] {
  if (!valueType(field) || relationOf(field) !== "children" || !Array.isArray(rows)) return [];
  const target = frame.entities[targetsOf(field)[0] ?? ""];
  if (!target) return [];
  // The reference to the parent is filled in by the server.
  const fields = target.fields.filter((one) => one.name !== field.options.field);
  return rows.flatMap((row: Values, index) =>
    [...validateForm({ ...frame, fields, recordTypes: target.recordTypes }, row, { creating: row.id === undefined })].flatMap(([name, issues]) =>
      issues.map((issue) => ({ ...issue, pointer: `/${index}/${name}${issue.pointer}` })),
    ),
  );
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

/** The writable fields whose value differs from the stored one. */
export function changedValues(fields: readonly ClientField[], stored: Values, values: Values): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const field of fields) {
    if (!Object.hasOwn(values, field.name) || !isWritable(field)) continue;
    if (!sameValue(field, stored[field.name] ?? null, values[field.name] ?? null)) changed[field.name] = values[field.name] ?? null;
  }
  return changed;
}

/** A body for the API: line items only with what may be written and what changed; those already stored keep id and version. */
export function requestBody(frame: Pick<FormFrame, "fields" | "entities">, stored: Values, changed: Values): Record<string, unknown> {
  const body: Record<string, unknown> = { ...changed };
  for (const field of frame.fields) {
    const lines = changed[field.name];
    const target = Array.isArray(lines) && relationOf(field) === "children" ? frame.entities[targetsOf(field)[0] ?? ""] : undefined;
    if (!target) continue;
    const fields = target.fields.filter((one) => !one.system && one.name !== field.options.field);
    const before = new Map((Array.isArray(stored[field.name]) ? (stored[field.name] as Values[]) : []).map((line) => [line.id, line]));
    body[field.name] = (lines as Values[]).map((line) => {
      const old = line.id === undefined ? {} : before.get(line.id);
      const inner = requestBody({ ...frame, fields }, old ?? {}, changedValues(fields, old ?? {}, line));
      return line.id === undefined ? inner : { id: line.id, version: line.version, ...inner };
    });
  }
  return body;
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
