/**
 * personName: the name of a person in its parts. Columns `<name>_first`, `<name>_middle`, `<name>_last`.
 * *full name* = the parts that are there, one space between, in the order of the options; it is what filters, search and titles use.
 */
import { defineField, fail, type Operator, type Parsed } from "../field";
import { textMembers } from "../families/object";
import type { Operators } from "../families/operator";
import { joinParts, splitParts } from "../families/parts";
import { maskAll, parseTextOperand } from "../families/plain-text";
import { textOperators } from "../families/text";

export interface PersonNameOptions {
  /** "lastFirst": Ivanov Ivan Ivanovich (default). "firstLast": John Ronald Smith. */
  readonly order?: "lastFirst" | "firstLast";
}

export interface PersonName {
  readonly first: string | null;
  readonly middle: string | null;
  readonly last: string | null;
}

type Part = keyof PersonName;
const LIMITS = { first: 100, middle: 100, last: 100 } as const;

/** Parts in the order in which they are written. */
export function partsInOrder(options: PersonNameOptions): readonly Part[] {
  return options.order === "firstLast" ? ["first", "middle", "last"] : ["last", "first", "middle"];
}

/** The full name; "" when empty. */
export function fullName(value: PersonName | null, options: PersonNameOptions): string {
  return value === null ? "" : partsInOrder(options).map((part) => value[part]).filter((part) => part !== null).join(" ");
}

function parse(input: unknown): Parsed<PersonName> {
  if (input === null || input === "") return { ok: true, value: null };
  return textMembers(input, LIMITS, '{ "first": "Ivan", "middle": null, "last": "Ivanov" }');
}

/** Words by place; with one word it is the leading part, with two the middle name is missing. */
function fromWords(words: readonly string[], options: PersonNameOptions): Record<string, string> {
  const [lead = "", ...rest] = words;
  if (options.order !== "firstLast") return { last: lead, first: rest[0] ?? "", middle: rest.slice(1).join(" ") };
  return { first: lead, middle: rest.slice(0, -1).join(" "), last: rest.at(-1) ?? "" };
}

/** "Ivanov Ivan Ivanovich" by words, or with semicolons when a part has several words: "van der Berg; Anna". */
function fromText(text: string, options: PersonNameOptions): Parsed<PersonName> {
  if (!/[;\\]/.test(text)) return parse(fromWords(text.split(/\s+/).filter((word) => word !== ""), options));
  const parts = splitParts(text);
  const order = partsInOrder(options);
  if (parts.length > order.length) return fail("format", `A name has three parts, ${parts.length} were given.`, `Write them in this order, with semicolons: ${order.join("; ")}.`);
  return parse(Object.fromEntries(parts.map((part, index) => [order[index]!, part])));
}

function equals(a: PersonName | null, b: PersonName | null): boolean {
  return a?.first === b?.first && a?.middle === b?.middle && a?.last === b?.last;
}

/** The plain full name where it reads back the same, otherwise the parts with semicolons. */
function toText(value: PersonName | null, options: PersonNameOptions): string {
  if (value === null) return "";
  const plain = fullName(value, options);
  const back = fromText(plain, options);
  return back.ok && equals(back.value, value) ? plain : `${joinParts(partsInOrder(options).map((part) => value[part]))};`;
}

const partSchema = (description: string): Record<string, unknown> => ({ type: ["string", "null"], maxLength: 100, description });

const inOrder = (order: PersonNameOptions["order"]): Operators<PersonName, PersonNameOptions> =>
  textOperators<PersonName, PersonNameOptions>({ parse: parseTextOperand, text: (value) => fullName(value, { order }) });

/** The text operators over the full name in the order of the options. */
function nameOperators(): Operators<PersonName, PersonNameOptions> {
  const orders = { lastFirst: inOrder("lastFirst"), firstLast: inOrder("firstLast") };
  const choose = (name: string): Operator<PersonName, PersonNameOptions> => ({
    ...orders.lastFirst[name]!,
    test: (value, operand, options, env) => orders[options.order ?? "lastFirst"][name]!.test(value, operand, options, env),
  });
  return Object.fromEntries(Object.keys(orders.lastFirst).map((name) => [name, choose(name)]));
}

export const personName = defineField<PersonName, PersonNameOptions>({
  name: "personName", icon: "contact", label: "Name of a person", storage: "columns",
  sortable: true, groupable: false, searchable: true, measures: ["count"],
  operators: nameOperators(),
  apiSchema: () => ({
    type: "object", additionalProperties: false,
    properties: { first: partSchema("Given name."), middle: partSchema("Middle name or patronymic."), last: partSchema("Family name.") },
  }),
  parse,
  isEmpty: (value) => value === null,
  toText,
  fromText,
  format: fullName,
  equals,
  mask: maskAll,
  feel: "context",
  traits: {
    parts: {
      last: { en: "Last name", ru: "Фамилия", uk: "Прізвище", tr: "Soyadı" },
      first: { en: "First name", ru: "Имя", uk: "Ім’я", tr: "Adı" },
      middle: { en: "Middle name", ru: "Отчество", uk: "По батькові", tr: "İkinci adı" },
    },
  },
});
