/**
 * Field type contract, browser-safe half. One folder per type: `field.ts`, `storage.ts`, `options.schema.json`,
 * `examples.json`, `messages.en.json`, `ui.tsx`. Adding a type is copying a folder and adding a line to `index.ts`,
 * `server.ts` and `components/fields/registry.tsx`.
 *
 * Words: *value* is the JSON form used in the API and in forms (null = empty); *text* is the form used in CSV and print;
 * *operand* is the right side of a condition leaf.
 */
export interface ValueIssue {
  /** Pointer below the field's value, "" for the value itself. */
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
}

export type Parsed<V> = { readonly ok: true; readonly value: V | null } | { readonly ok: false; readonly issues: readonly ValueIssue[] };

export const ok = <V>(value: V | null): Parsed<V> => ({ ok: true, value });
export const fail = (code: string, message: string, remedy?: string, pointer = ""): Parsed<never> => ({
  ok: false,
  issues: [{ pointer, code, message, remedy }],
});

/** What evaluation may know besides the values. */
export interface EvaluationEnv {
  readonly now: Date;
  /** IANA zone, e.g. "Europe/Istanbul". */
  readonly timeZone: string;
}

export type OperandKind = "none" | "one" | "many" | "range" | "period" | "text";

/**
 * A condition operator of a type. `test` is only called with a non-null value unless `onEmpty` says otherwise:
 * an empty value makes every operator false except isEmpty (true), and `ne`/`notIn`, which are the negation of `eq`/`in`.
 */
export interface Operator<V, O> {
  readonly operand: OperandKind;
  /** Checks and normalises a literal operand; the result is given to `test` and to the storage's `bind`. */
  parseOperand(operand: unknown, options: O): Parsed<unknown>;
  test(value: V | null, operand: never, options: O, env: EvaluationEnv): boolean;
}

/** Where a value lives: in columns of the entity's table, in a link table, in the child's table, computed, or kept apart. */
export type StorageKind = "columns" | "link" | "children" | "computed" | "apart";

/**
 * What other folders must know about a type without naming it (read through `traits.ts`). All optional; absent = an ordinary value.
 */
export interface FieldTraits<O extends object = object> {
  /** Points at records: one of one entity (a path may hop through it), many through a link table, child rows, or one of several entities. */
  readonly relation?: "one" | "many" | "children" | "any";
  /** Names of the entities it may point at; an empty list means any entity. Given whenever `relation` is. */
  targets?(options: O): readonly string[];
  /** Never leads in a circle: following the reference from record to record ends. */
  acyclic?(options: O): boolean;
  /** Made by the runtime: a client never writes it. */
  readonly computed?: boolean;
  /** Who makes a computed value: a formula over the record, a rollup over its children, a counter. */
  readonly computation?: "formula" | "rollup" | "counter";
  /** Only system fields have this type; metadata cannot choose it. */
  readonly reserved?: boolean;
  /** The value never comes out again: not selectable, filterable, sortable or exported. */
  readonly writeOnly?: boolean;
  /** The value is one file or a list of files of `metaloom.files`. */
  readonly files?: boolean;
  /** The value is an object of these texts, which a file may hold in columns of their own: what such a column is headed with, by language. */
  readonly parts?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** May have an input mask (mask.ts): the stored text has the mask's separators ("exact"), or none ("bare"). */
  masking?(options: O): "exact" | "bare";
  /** Type and options of the value this type stands for (formula, rollup). */
  delegate?(options: O): { readonly type: string; readonly options: object };
  /** Overrides `FieldType.storage` when it depends on the options (stored or virtual formula). */
  storage?(options: O): StorageKind;
}

export interface FieldType<V = unknown, O extends object = object> {
  readonly name: string;
  /** lucide icon name. */
  readonly icon: string;
  /** Default label in English; translations by `messages.<lang>.json`. */
  readonly label: string;
  /** Where values live; `traits.storage` overrides it for given options (ask `storageOf` of traits.ts). */
  readonly storage: StorageKind;
  readonly sortable: boolean;
  readonly groupable: boolean;
  /** Text search (`q`) may look into it. */
  readonly searchable: boolean;
  readonly measures: readonly ("sum" | "avg" | "min" | "max" | "count")[];
  readonly operators: Readonly<Record<string, Operator<V, O>>>;
  /** What the options' JSON Schema cannot say (scale above precision, unsafe pattern, two choices of one value); pointers are below `options`. */
  checkOptions?(options: O): readonly ValueIssue[];
  /** JSON Schema (OpenAPI 3.1 dialect) of an API value that is there; whoever shows the field adds null. */
  apiSchema(options: O): Record<string, unknown>;
  /** JSON of a request → value, or issues. Undefined never arrives here. `null` and "" mean empty unless the type says otherwise. */
  parse(input: unknown, options: O): Parsed<V>;
  isEmpty(value: V | null): boolean;
  /** Plain text for CSV, print and history; "" for empty. `fromText(toText(v))` equals v. */
  toText(value: V | null, options: O): string;
  fromText(text: string, options: O): Parsed<V>;
  /** For people, in their language and zone. */
  format(value: V | null, options: O, locale: { language: string; timeZone: string }): string;
  /** Equality of two values (used for "what changed"). */
  equals(a: V | null, b: V | null): boolean;
  /** What a role with right "masked" sees instead, e.g. "•••• 1234". */
  mask(value: V | null, options: O): unknown;
  /** Value kind inside FEEL formulas. */
  readonly feel: "text" | "number" | "boolean" | "date" | "dateTime" | "time" | "duration" | "list" | "context" | "any";
  /** What sets the type apart from an ordinary value; see FieldTraits. */
  readonly traits?: FieldTraits<O>;
}

/** Keeps inference of V and O while checking the shape. */
export function defineField<V, O extends object>(type: FieldType<V, O>): FieldType<V, O> {
  return Object.freeze(type);
}
