/**
 * What a form does with each field right now. Pure and cheap: asked again on every keystroke.
 *
 * - *visible*: shown, validated and sent; a field that hides keeps its value.
 * - *choices*: narrowed choices of a select field (by record type); undefined = all.
 */
import { evaluateCondition, type ConditionScope } from "../expressions/evaluate";
import type { ClientEntity, ClientField } from "../model/client";
import { isFieldTypeName } from "../fields/index";
import { isComputed } from "../fields/traits";
import type { Values } from "./scope";

export interface FieldState {
  readonly visible: boolean;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly choices?: readonly string[];
}

export interface FormSituation {
  /** Record type of the record being edited; undefined when the entity has none. */
  readonly recordType?: string;
  /** True until the record is stored for the first time. */
  readonly creating: boolean;
}

export function fieldState(entity: Pick<ClientEntity, "recordTypes">, field: ClientField, scope: ConditionScope, { recordType, creating }: FormSituation): FieldState {
  const belongs = !field.recordTypes || (recordType !== undefined && field.recordTypes.includes(recordType));
  const holds = (condition: ClientField["visibleWhen"]): boolean => condition !== undefined && evaluateCondition(condition, scope);
  return {
    visible: belongs && (field.visibleWhen === undefined || holds(field.visibleWhen)),
    required: field.required || holds(field.requiredWhen),
    readOnly: !isWritable(field) || (field.setOnce && !creating) || holds(field.readOnlyWhen),
    choices: entity.recordTypes.find((type) => type.name === recordType)?.choices[field.name],
  };
}

/** May this person ever write the field? Rights, the read-only flag, and types the runtime computes. */
export function isWritable(field: ClientField): boolean {
  return field.right === "write" && !field.readOnly && isFieldTypeName(field.type) && !isComputed(field);
}

/** Values of a new record: literal defaults, then what the caller already knows. */
export function newValues(fields: readonly ClientField[], given: Values = {}): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of fields) if (isLiteral(field.default) && isWritable(field)) values[field.name] = field.default;
  return { ...values, ...given };
}

/** `{ formula }` and `{ user }` are worked out by the server when the record is created. */
function isLiteral(value: unknown): boolean {
  if (value === undefined) return false;
  return typeof value !== "object" || value === null || !("formula" in value || "user" in value);
}
