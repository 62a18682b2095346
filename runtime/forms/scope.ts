/**
 * Conditions inside a form: the values typed so far, seen through the field types.
 * Browser-safe. Paths through references need values that are loaded apart (behind.ts); while they are not there, or not for this
 * person to see, such a test is false. The server decides again when the record is saved.
 */
import type { ConditionScope } from "../expressions/evaluate";
import { asComparable, type OperandEnv } from "../expressions/operand";
import { fieldType, isFieldTypeName } from "../fields/index";
import type { AnyFieldType } from "../fields/index";
import { relationOf, targetsOf } from "../fields/traits";
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

/** Values behind the record with this id, by path below the reference; undefined while they are not known. */
export type Behind = (id: string) => Values | undefined;

export type Entities = Readonly<Record<string, ClientEntity>>;

/** Scope over `values`; line items of a children field are scopes over their own entity. */
export function formScope(fields: readonly ClientField[], values: Values, env: OperandEnv, entities: Entities, behind: Behind = () => undefined): ConditionScope {
  const byName = fieldsByName(fields);
  const at = (path: string): { field: ClientField | undefined; value: unknown } => {
    const [head = "", ...below] = path.split(".");
    const field = byName.get(head);
    if (below.length === 0 || !field) return { field, value: values[head] };
    const source = behind(idOf(values[head]) ?? "");
    return { field: source && fieldBelow(field, below, entities), value: source?.[below.join(".")] };
  };
  return {
    env,
    value: (path) => plain(at(path).value),
    related(name) {
      const target = entities[String(byName.get(name)?.options.entity ?? "")];
      const rows = values[name];
      return target && Array.isArray(rows) ? rows.map((row: Values) => formScope(target.fields, row, env, entities, behind)) : [];
    },
    test(path, op, operand) {
      const { field, value } = at(path);
      const found = field && valueType(field);
      const operator = found?.type.operators[op];
      if (!found || !operator) return false;
      const parsed = operator.parseOperand(asComparable(operand, found.type.feel, env.timeZone), found.options);
      // The registry cannot name the operand's type; parseOperand of the same operator made it.
      return parsed.ok && operator.test(value ?? null, parsed.value as never, found.options, env);
    },
  };
}

/** Entity a reference to one record points at; "" for other fields. */
export const targetOf = (field: ClientField): string => (relationOf(field) === "one" ? (targetsOf(field)[0] ?? "") : "");

/** The field a path ends in, as far as this person knows the entities on the way. */
export function fieldBelow(field: ClientField, below: readonly string[], entities: Entities): ClientField | undefined {
  let at: ClientField | undefined = field;
  for (const step of below) {
    const target: ClientEntity | undefined = at && valueType(at) ? entities[targetOf(at)] : undefined;
    at = target && fieldsByName(target.fields).get(step);
  }
  return at?.right === "masked" ? undefined : at;
}

/** Id of a reference value: { id, title } from the API, or a bare id. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === "string" && value !== "") return value;
  return typeof value === "object" && value !== null && "id" in value && typeof value.id === "string" ? value.id : undefined;
}

/** What an operand sees of a value: the id of a reference, the value itself otherwise. Empty is undefined. */
function plain(value: unknown): unknown {
  if (value === null || value === undefined || value === "") return undefined;
  return typeof value === "object" && "id" in value ? value.id : value;
}
