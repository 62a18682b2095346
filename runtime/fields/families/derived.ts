/**
 * Derived types, browser-safe half: a value that the runtime computes and that looks like a value of another type, the *result type*.
 * Operators are those of all result types together; one that the result type at hand lacks is refused with its name.
 */
import { defineField, fail, ok, type FieldTraits, type FieldType, type Operator, type Parsed, type ValueIssue } from "../field";
import { isBlank } from "./operator";

/** Types a computed value may have. */
export const RESULT_TYPES = ["text", "integer", "decimal", "percent", "boolean", "date", "dateTime", "time", "duration"] as const;
export type ResultType = (typeof RESULT_TYPES)[number];

/** Result types by name; only the type itself knows its values and options. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type ResultTypes = Readonly<Record<ResultType, FieldType<any, any>>>;

export interface Delegate {
  readonly type: ResultType;
  readonly options: { readonly precision?: number; readonly scale?: number };
}

export interface DerivedSpec<O extends object> {
  readonly name: string;
  readonly icon: string;
  readonly label: string;
  readonly storage: FieldType["storage"];
  readonly types: ResultTypes;
  /** Which type the value has for these options. */
  delegate(options: O): Delegate;
  readonly traits?: FieldTraits<O>;
  checkOptions?(options: O): readonly ValueIssue[];
}

/** Result type with the digits it takes: decimal both, percent the scale, the others none. */
export function delegateTo(type: ResultType, { precision, scale }: { readonly precision?: number; readonly scale?: number }): Delegate {
  const digits = { ...(precision !== undefined && type === "decimal" ? { precision } : {}), ...(scale !== undefined ? { scale } : {}) };
  return { type, options: type === "decimal" || type === "percent" ? digits : {} };
}

const refused = (input: unknown): Parsed<unknown> =>
  input === null || input === "" ? ok(null) : fail("readOnly", "The value is computed, it cannot be written.", "Leave the field out.");

function operatorNames(types: ResultTypes): readonly string[] {
  return [...new Set(RESULT_TYPES.flatMap((name) => Object.keys(types[name].operators)))];
}

function delegatedOperator<O extends object>(name: string, { types, delegate }: DerivedSpec<O>): Operator<unknown, O> {
  const kind = RESULT_TYPES.map((type) => types[type].operators[name]?.operand).find((operand) => operand !== undefined)!;
  return {
    operand: kind,
    parseOperand: (operand, options) => {
      const { type, options: inner } = delegate(options);
      const own = types[type].operators[name];
      if (own !== undefined) return own.parseOperand(operand, inner);
      return fail("unknownOperator", `The operator "${name}" is not known for the type ${type}.`, `Use one of: ${Object.keys(types[type].operators).join(", ")}.`);
    },
    test: (value, operand, options, env) => {
      const { type, options: inner } = delegate(options);
      return types[type].operators[name]?.test(value, operand, inner, env) ?? false;
    },
  };
}

/** A field type whose values are computed. */
export function derivedType<O extends object>(spec: DerivedSpec<O>): FieldType<unknown, O> {
  const { types, delegate } = spec;
  const resultOf = (options: O) => ({ type: types[delegate(options).type], inner: delegate(options).options });
  return defineField<unknown, O>({
    name: spec.name, icon: spec.icon, label: spec.label, storage: spec.storage,
    sortable: true, groupable: true, searchable: false, measures: ["count", "sum", "avg", "min", "max"],
    operators: Object.fromEntries(operatorNames(types).map((name) => [name, delegatedOperator(name, spec)])),
    checkOptions: (options) => {
      const { type, inner } = resultOf(options);
      return [...(type.checkOptions?.(inner) ?? []), ...(spec.checkOptions?.(options) ?? [])];
    },
    apiSchema: (options) => {
      const { type, inner } = resultOf(options);
      return { ...type.apiSchema(inner), readOnly: true };
    },
    parse: refused,
    isEmpty: isBlank,
    toText: (value, options) => {
      const { type, inner } = resultOf(options);
      return type.toText(value, inner);
    },
    fromText: (text) => refused(text.trim()),
    format: (value, options, locale) => {
      const { type, inner } = resultOf(options);
      return type.format(value, inner, locale);
    },
    equals: (a, b) => (isBlank(a) ? isBlank(b) : String(a) === String(b)),
    mask: (value, options) => {
      const { type, inner } = resultOf(options);
      return type.mask(value, inner);
    },
    feel: "any",
    traits: { ...spec.traits, computed: true, delegate },
  });
}
