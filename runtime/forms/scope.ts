/**
 * Conditions inside a form: the values typed so far, seen through the field types.
 * Browser-safe. A path through a reference cannot be followed here (the browser holds id and title only), so such a test is
 * false; the server decides again when the record is saved.
 */
import type { ConditionScope } from "../expressions/evaluate";
import type { OperandEnv } from "../expressions/operand";
import { fieldType, isFieldTypeName } from "../fields/index";
import type { AnyFieldType } from "../fields/index";
import type { ClientEntity, ClientField } from "../model/client";

export type Values = Readonly<Record<string, unknown>>;

/** A form's fields by name, whatever they belong to: an entity or the parameters of an action. */
export type FieldsByName = ReadonlyMap<string, ClientField>;

const indexed = new WeakMap<readonly ClientField[], FieldsByName>();

export function fieldsByName(fields: readonly ClientField[]): FieldsByName {
  const known = indexed.get(fields);
  if (known) return known;
  const made = new Map(fields.map((field) => [field.name, field]));
  indexed.set(fields, made);
  return made;
}

/** Type and options by which a field's value is read: those of the result for computed fields. Undefined for a type this build does not know. */
export function valueType(field: ClientField): { type: AnyFieldType; options: object } | undefined {
  if (!isFieldTypeName(field.type)) return undefined;
  const type = fieldType(field.type) as AnyFieldType;
  const delegate = type.traits?.delegate?.(field.options);
  if (!delegate) return { type, options: field.options };
  return isFieldTypeName(delegate.type) ? { type: fieldType(delegate.type) as AnyFieldType, options: delegate.options } : undefined;
}

/** Scope over `values`; line items of a children field are scopes over their own entity. */
export function formScope(fields: readonly ClientField[], values: Values, env: OperandEnv, entities: Readonly<Record<string, ClientEntity>>): ConditionScope {
  const byName = fieldsByName(fields);
  return {
    env,
    value: (path) => plain(values[path]),
    related(name) {
      const target = entities[String(byName.get(name)?.options.entity ?? "")];
      const rows = values[name];
      return target && Array.isArray(rows) ? rows.map((row: Values) => formScope(target.fields, row, env, entities)) : [];
    },
    test(path, op, operand) {
      const field = byName.get(path);
      const found = field && valueType(field);
      const operator = found?.type.operators[op];
      if (!found || !operator) return false;
      const parsed = operator.parseOperand(operand, found.options);
      // The registry cannot name the operand's type; parseOperand of the same operator made it.
      return parsed.ok && operator.test(values[path] ?? null, parsed.value as never, found.options, env);
    },
  };
}

/** What an operand sees of a value: the id of a reference, the value itself otherwise. Empty is undefined. */
function plain(value: unknown): unknown {
  if (value === null || value === undefined || value === "") return undefined;
  return typeof value === "object" && "id" in value ? value.id : value;
}
