/** select: one of the choices of the field. */
import { defineField } from "../field";
import { choiceOperators } from "../families/choice";
import { choiceFromText, choiceIssues, choiceLabel, parseChoice, type ChoiceOptions } from "../families/choices";
import { maskAll } from "../families/plain-text";

export type SelectOptions = ChoiceOptions;

export const select = defineField<string, SelectOptions>({
  name: "select",
  icon: "list",
  label: "Choice",
  storage: "columns",
  sortable: true,
  groupable: true,
  searchable: false,
  measures: ["count"],
  operators: choiceOperators<SelectOptions>({ parse: parseChoice }),
  checkOptions: choiceIssues,
  apiSchema: ({ choices }) => ({ type: "string", enum: choices.map(({ value }) => value) }),
  parse: parseChoice,
  isEmpty: (value) => value === null,
  toText: (value) => value ?? "",
  fromText: choiceFromText,
  format: (value, options, { language }) => (value === null ? "" : choiceLabel(value, options, language)),
  equals: (a, b) => a === b,
  mask: maskAll,
  feel: "text",
});
