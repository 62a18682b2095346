/** Cases of `runtime/fields/<type>/examples.json` (format: runtime/fields/README.md) and the clock both contract suites use. */
import { readFileSync } from "node:fs";
import { fieldType, fieldTypeNames, type AnyFieldType, type FieldTypeName } from "../../runtime/fields/index";
import type { EvaluationEnv, Parsed } from "../../runtime/fields/field";

type Options = Readonly<Record<string, unknown>>;

export interface FieldExamples {
  readonly options: Options;
  readonly valid: readonly { readonly input: unknown; readonly value?: unknown; readonly options?: Options }[];
  readonly invalid: readonly { readonly input: unknown; readonly code: string; readonly options?: Options }[];
  readonly texts: readonly { readonly text: string; readonly value?: unknown; readonly options?: Options }[];
  readonly badTexts?: readonly { readonly text: string; readonly code: string; readonly options?: Options }[];
  readonly filters: readonly { readonly op: string; readonly operand?: unknown; readonly matches: readonly unknown[]; readonly misses: readonly unknown[]; readonly options?: Options }[];
}

export interface FieldCase {
  readonly name: FieldTypeName;
  readonly type: AnyFieldType;
  readonly examples: FieldExamples;
  /** Options of a case: its own over the file's; an empty object means no options at all. */
  optionsOf(example: { readonly options?: Options }): Options;
}

/** Monday 30 March 2026, half past one at night in Istanbul, still Sunday in UTC. */
export const ENV: EvaluationEnv = { now: new Date("2026-03-29T22:30:00Z"), timeZone: "Europe/Istanbul" };

export const FIELD_CASES: readonly FieldCase[] = fieldTypeNames.map((name) => {
  const examples = JSON.parse(readFileSync(new URL(`../../runtime/fields/${name}/examples.json`, import.meta.url), "utf8")) as FieldExamples;
  return { name, type: fieldType(name), examples, optionsOf: ({ options }) => (options && Object.keys(options).length === 0 ? {} : { ...examples.options, ...options }) };
});

/** The value of a parse that must succeed. */
export function valueOf<V>(parsed: Parsed<V>): V | null {
  if (!parsed.ok) throw new Error(`Not accepted: ${parsed.issues.map(({ pointer, code, message }) => `${pointer} ${code} ${message}`).join("; ")}`);
  return parsed.value;
}

/** Values of the valid examples that need no options of their own, and of the filter cases; each once. */
export function sampleValues({ type, examples }: FieldCase): readonly unknown[] {
  const valid = examples.valid.filter(({ options }) => !options).map(({ input }) => valueOf(type.parse(input, examples.options)));
  const filtered = examples.filters.flatMap(({ matches, misses }) => [...matches, ...misses]);
  return [...new Map([null, ...valid, ...filtered].map((value) => [JSON.stringify(value), value])).values()];
}
