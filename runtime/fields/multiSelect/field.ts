/** multiSelect: several of the choices of the field, each once, in the order of the choices. */
import { defineField, fail, ok, type Parsed, type ValueIssue } from "../field";
import { choiceFromText, choiceIssues, choiceLabel, parseChoice, type ChoiceOptions } from "../families/choices";
import { kindOf, maskAll } from "../families/plain-text";
import { setOperators } from "../families/set";

export interface MultiSelectOptions extends ChoiceOptions {
  readonly minItems?: number;
  readonly maxItems?: number;
}

type Values = readonly string[];

/** Parses the items with `one`, then orders them and drops repetitions. */
function collect(items: readonly unknown[], options: MultiSelectOptions, one: (item: never, options: ChoiceOptions) => Parsed<string>): Parsed<Values> {
  const parsed = items.map((item) => one(item as never, options));
  const issues = parsed.flatMap((result, index) => (result.ok ? [] : result.issues.map((issue): ValueIssue => ({ ...issue, pointer: `/${index}${issue.pointer}` }))));
  if (issues.length > 0) return { ok: false, issues };
  const chosen = new Set(parsed.map((result) => (result.ok ? result.value : null)));
  const values = options.choices.map(({ value }) => value).filter((value) => chosen.has(value));
  const { minItems = 0, maxItems = Infinity } = options;
  if (values.length > maxItems) return fail("tooMany", `${values.length} choices are given; at most ${maxItems} are allowed.`, `Take ${values.length - maxItems} away.`);
  if (values.length > 0 && values.length < minItems) return fail("tooFew", `${values.length} choices are given; at least ${minItems} are expected.`, `Add ${minItems - values.length}.`);
  return ok(values.length === 0 ? null : values);
}

const sameItems = (a: Values, b: Values): boolean => a.length === b.length && a.every((item) => b.includes(item));

export const multiSelect = defineField<Values, MultiSelectOptions>({
  name: "multiSelect",
  icon: "list-checks",
  label: "Several choices",
  storage: "columns",
  sortable: false,
  groupable: false,
  searchable: false,
  measures: ["count"],
  operators: setOperators<Values, MultiSelectOptions>({ parse: parseChoice, keys: (values) => values }),
  checkOptions(options) {
    const { minItems = 0, maxItems = Infinity } = options;
    const range = minItems > maxItems ? [{ pointer: "/minItems", code: "range", message: `minItems ${minItems} is above maxItems ${maxItems}.`, remedy: "Swap them." }] : [];
    return [...choiceIssues(options), ...range];
  },
  apiSchema: ({ choices, maxItems }) => ({
    type: "array",
    items: { type: "string", enum: choices.map(({ value }) => value) },
    uniqueItems: true,
    ...(maxItems === undefined ? {} : { maxItems }),
  }),
  parse(input, options) {
    if (input === null || input === "") return ok<Values>(null);
    if (!Array.isArray(input)) return fail("type", `A list of choices is expected, not ${kindOf(input)}.`, 'Give a list, for example ["a", "b"].');
    if (input.length > 1000) return fail("tooMany", "The list has more than 1000 items.", "Name each choice once.");
    return collect(input, options, parseChoice);
  },
  isEmpty: (value) => value === null || value.length === 0,
  toText: (value) => (value ?? []).join(", "),
  fromText: (text, options) => collect(text.split(/[,;\n]/).filter((item) => item.trim() !== ""), options, choiceFromText),
  format: (value, options, { language }) => (value ?? []).map((item) => choiceLabel(item, options, language)).join(", "),
  equals: (a, b) => sameItems(a ?? [], b ?? []),
  mask: maskAll,
  feel: "list",
});
