/** Choices of select and multiSelect. A *value* is what is stored; labels are for people and may be in several languages. */
import { fail, ok, type Parsed, type ValueIssue } from "../field";
import { didYouMean } from "../../kernel/names";
import { kindOf } from "./plain-text";
import { fold } from "./text";

export interface Choice {
  readonly id: string;
  readonly value: string;
  /** As written in the document, or resolved by the model into languages. */
  readonly label: string | Readonly<Record<string, string>>;
  readonly color?: string;
}

export interface ChoiceOptions {
  readonly choices: readonly Choice[];
}

export function parseChoice(input: unknown, { choices }: ChoiceOptions): Parsed<string> {
  if (input === null || input === "") return ok<string>(null);
  const values = choices.map(({ value }) => value);
  if (typeof input !== "string") return fail("type", `The value of a choice is expected, not ${kindOf(input)}.`, listed(values));
  return values.includes(input) ? ok(input) : unknown(input, values);
}

/** Takes the value itself, or a label in any language, case ignored. */
export function choiceFromText(text: string, options: ChoiceOptions): Parsed<string> {
  const word = text.trim().normalize("NFC");
  if (word === "") return ok<string>(null);
  const { choices } = options;
  const found = choices.find(({ value }) => value === word) ?? choices.find((choice) => [choice.value, ...labelsOf(choice)].some((name) => fold(name) === fold(word)));
  return found ? ok(found.value) : unknown(word, choices.map(({ value }) => value));
}

/** The label in `language`, in English, or the value when it is no longer among the choices. */
export function choiceLabel(value: string, { choices }: ChoiceOptions, language: string): string {
  const label = choices.find((choice) => choice.value === value)?.label;
  if (label === undefined || typeof label === "string") return label ?? value;
  return label[language] ?? label[language.slice(0, 2)] ?? label["en"] ?? value;
}

/** Two choices with one value or one id. */
export function choiceIssues({ choices }: ChoiceOptions): readonly ValueIssue[] {
  return (["value", "id"] as const).flatMap((key) =>
    choices.flatMap((choice, index) => {
      const first = choices.findIndex((other) => other[key] === choice[key]);
      return first === index ? [] : [{ pointer: `/choices/${index}/${key}`, code: "duplicate", message: `Two choices have the ${key} "${choice[key]}".`, remedy: "Give each choice its own." }];
    }),
  );
}

const labelsOf = ({ label }: Choice): readonly string[] => (typeof label === "string" ? [label] : Object.values(label));
const listed = (values: readonly string[]): string => `Use one of: ${values.slice(0, 20).join(", ")}${values.length > 20 ? " …" : ""}.`;

function unknown(given: string, values: readonly string[]): Parsed<never> {
  const near = didYouMean(given, values);
  return fail("unknownChoice", `"${given.slice(0, 40)}" is not one of the choices.`, near === undefined ? listed(values) : `Did you mean "${near}"?`);
}
