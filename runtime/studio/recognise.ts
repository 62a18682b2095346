/** Fields out of a pasted table: each column gets the first type that reads all of its values; without values its heading decides. */
import { fieldType, type FieldTypeName } from "../fields/index";
import { choicesOf, newField, type FieldAnswer } from "./answers";
import { readCells } from "./paste";

export const PASTE_LIMITS = { columns: 60, rows: 200 } as const;

export interface PastedTable {
  readonly fields: readonly FieldAnswer[];
  /** Values by name of the field, as the API takes them. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** Words for what the table does not say. */
export interface PasteWords {
  /** "Column 3". */
  column(number: number): string;
  /** Choices of a state nobody has described: new, going on, done. */
  readonly states: readonly string[];
}

interface Recogniser {
  readonly type: FieldTypeName;
  /** Told of the whole column before its values are read one by one. */
  fits?(values: readonly string[]): boolean;
  options?(values: readonly string[]): Readonly<Record<string, unknown>>;
}

const YES_NO = /^(true|false|yes|no|y|n|да|нет|так|ні|evet|hay[ıi]r)$/i;
const CURRENCY = /\b[A-Z]{3}\b|[€$£₽₺₴]/;
const SIGNS: Readonly<Record<string, string>> = { "€": "EUR", $: "USD", "£": "GBP", "₽": "RUB", "₺": "TRY", "₴": "UAH" };
/** Codes keep their zeros, and numbers of many digits are no quantities. */
const isQuantity = (value: string): boolean => !/^[+0]\d/.test(value) && value.replace(/\D/g, "").length <= 15;
const most = 12;

const RECOGNISERS: readonly Recogniser[] = [
  { type: "boolean", fits: (values) => values.every((value) => YES_NO.test(value)) },
  { type: "date" }, { type: "dateTime" },
  { type: "time", fits: (values) => values.every((value) => value.includes(":")) },
  { type: "percent", fits: (values) => values.every((value) => value.endsWith("%")) },
  { type: "money", fits: (values) => values.every((value) => CURRENCY.test(value) && /\d/.test(value)), options: (values) => ({ currencies: currenciesOf(values) }) },
  { type: "integer", fits: (values) => values.every((value) => isQuantity(value) && !/[.,]/.test(value)) },
  { type: "decimal", fits: (values) => values.every(isQuantity) },
  { type: "email" }, { type: "url", fits: (values) => values.every((value) => /^https?:\/\//i.test(value)) },
  { type: "phone", fits: (values) => values.every((value) => /^\+\d[\d ()-]{6,}$/.test(value)) },
  { type: "select", fits: isChoice, options: (values) => ({ choices: choicesOf(values) }) },
  { type: "longText", fits: (values) => values.some((value) => value.length > 200 || value.includes("\n")) },
];

/** Headings of columns that have no values yet. */
const HEADINGS: readonly (readonly [RegExp, FieldTypeName])[] = [
  [/e-?mail|почт|пошт|e-?posta/i, "email"], [/phone|mobile|телефон|telefon/i, "phone"], [/website|\burl\b|сайт|web sitesi/i, "url"],
  [/status|stage|state|статус|стади|стаді|стан$|durum|aşama/i, "select"], [/\bdate\b|\bday\b|дата|день|tarih/i, "date"], [/amount|price|cost|sum\b|сумм|цена|стоим|сума|ціна|вартіст|tutar|fiyat|maliyet/i, "decimal"],
  [/count|number of|quantity|qty|mileage|\bkm\b|колич|кількіст|пробег|пробіг|adet|miktar/i, "integer"], [/percent|процент|відсот|yüzde/i, "percent"], [/notes?$|description|comment|remark|примеч|описан|коммент|приміт|опис|açıklama|not$/i, "longText"],
  [/^(is|has) |active|актив|aktif/i, "boolean"],
];

function isChoice(values: readonly string[]): boolean {
  const distinct = new Set(values);
  return values.length >= 4 && distinct.size <= most && distinct.size * 2 <= values.length && values.every((value) => value.length <= 60 && !/[,;\n]/.test(value));
}

function currenciesOf(values: readonly string[]): readonly string[] {
  return [...new Set(values.map((value) => /[A-Z]{3}/.exec(value)?.[0] ?? SIGNS[CURRENCY.exec(value)?.[0] ?? ""] ?? "EUR"))];
}

interface Recognised {
  readonly type: FieldTypeName;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Type of a column by its values. */
export function recogniseValues(values: readonly string[]): Recognised {
  const filled = values.filter((value) => value !== "");
  const found = filled.length === 0 ? undefined : RECOGNISERS.find((one) => (one.fits?.(filled) ?? true) && filled.every((value) => readable(one.type, value, one.options?.(filled) ?? {})));
  return found ? { type: found.type, options: found.options?.(filled) ?? {} } : { type: "text", options: {} };
}

function recogniseHeading(heading: string, words: PasteWords): Recognised {
  const type = HEADINGS.find(([pattern]) => pattern.test(heading))?.[1] ?? "text";
  return { type, options: type === "select" ? { choices: choicesOf(words.states) } : {} };
}

const readable = (type: FieldTypeName, value: string, options: object): boolean => valueOf(type, value, options) !== undefined;

function valueOf(type: FieldTypeName, text: string, options: object): unknown {
  if (type === "boolean") return YES_NO.test(text) ? /^(true|y|да|так|evet)/i.test(text) : undefined;
  if (type === "select") return choiceValue(text, options);
  const read = fieldType(type).fromText(type === "money" ? moneyText(text) : text, options);
  return read.ok && read.value !== null ? read.value : undefined;
}

const moneyText = (text: string): string => text.replace(/[€$£₽₺₴]/g, (sign) => ` ${SIGNS[sign]} `).trim().replace(/^([A-Z]{3})\s*(.+)$/, "$2 $1").replace(/\s+([A-Z]{3})$/, " $1");

const choiceValue = (text: string, options: object): string | undefined => (options as { choices?: readonly { value: string; label: string }[] }).choices?.find(({ label }) => label === text)?.value;

/** A heading is not read as a value of the column it stands over. */
function hasHeadings(cells: readonly (readonly string[])[]): boolean {
  const [first = [], ...rest] = cells;
  if (rest.length === 0) return true;
  return first.every((heading, index) => {
    const { type, options } = recogniseValues(rest.map((row) => row[index] ?? ""));
    return ["text", "longText", "select"].includes(type) || heading === "" || !readable(type, heading, options);
  });
}

/** Fields and values of a pasted table; `others` are the fields that are there already. */
export function readPasted(text: string, words: PasteWords, others: readonly FieldAnswer[] = []): PastedTable {
  const cells = readCells(text).map((row) => row.slice(0, PASTE_LIMITS.columns));
  const width = Math.max(0, ...cells.map((row) => row.length));
  const [first = [], ...rest] = hasHeadings(cells) ? cells : [[], ...cells];
  const body = rest.slice(0, PASTE_LIMITS.rows);
  const fields: FieldAnswer[] = [];
  for (let index = 0; index < width; index++) {
    const values = body.map((row) => row[index] ?? "");
    const heading = first[index] || words.column(index + 1);
    const { type, options } = values.some((value) => value !== "") ? recogniseValues(values) : recogniseHeading(heading, words);
    fields.push(newField(heading, type, [...others, ...fields], options));
  }
  return { fields, rows: body.map((row) => valuesOf(fields, row)) };
}

function valuesOf(fields: readonly FieldAnswer[], row: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fields.flatMap((field, index) => {
    const text = row[index] ?? "";
    const value = text === "" ? undefined : valueOf(field.type, text, field.options);
    return value === undefined ? [] : [[field.name, value] as const];
  }));
}
