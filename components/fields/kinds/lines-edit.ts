/**
 * What a person does to lines as a whole: copy, move, paste from a spreadsheet. Pure: lines in, lines out.
 *
 * - *table*: cells of a spreadsheet as text, row by row.
 */
import { fieldType, isFieldTypeName } from "../../../runtime/fields/index";
import { relationOf } from "../../../runtime/fields/traits";
import { isWritable } from "../../../runtime/forms/state";
import type { ClientField } from "../../../runtime/model/client";
import { readDate, todayIn } from "./date-text";
import type { Line } from "./lines";
import { plainNumber } from "./number-text";

export interface TextLocale {
  readonly language: string;
  readonly timeZone: string;
}

/** A copy of a line below it: the same words, another line. */
export function duplicated(lines: readonly Line[], row: number, fields: readonly ClientField[]): readonly Line[] {
  const source = lines[row];
  if (!source) return lines;
  const copy = Object.fromEntries(fields.filter((field) => !field.system && isWritable(field) && source[field.name] !== undefined).map((field) => [field.name, source[field.name]]));
  return [...lines.slice(0, row + 1), copy, ...lines.slice(row + 1)];
}

/** A line one place up (-1) or down (1); the same lines when there is no such place. */
export function moved(lines: readonly Line[], row: number, by: -1 | 1): readonly Line[] {
  const to = row + by;
  if (to < 0 || to >= lines.length) return lines;
  return lines.map((line, index) => (index === row ? lines[to]! : index === to ? lines[row]! : line));
}

/** A removed line back at its place. */
export const inserted = (lines: readonly Line[], row: number, line: Line): readonly Line[] => [...lines.slice(0, row), line, ...lines.slice(row)];

/** Most lines taken from one paste; a spreadsheet with more is imported. */
export const PASTE_LIMIT = 500;

/** What a spreadsheet puts on the clipboard: tabs between cells, quotes round cells with tabs or line ends in them. */
export function readTable(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    const quoted = text[at] === '"' ? /^"((?:[^"]|"")*)"(?=[\t\r\n]|$)/.exec(text.slice(at)) : null;
    const plain = quoted ? undefined : /^[^\t\r\n]*/.exec(text.slice(at))![0];
    rows.at(-1)!.push(quoted ? quoted[1]!.replaceAll('""', '"') : plain!.trim());
    at += quoted ? quoted[0].length : plain!.length;
    const end = /^(\t|\r\n|\n|\r)/.exec(text.slice(at))?.[0];
    if (end === undefined) break;
    at += end.length;
    if (end !== "\t") {
      if (at >= text.length) break;
      rows.push([]);
    } else if (at >= text.length) rows.at(-1)!.push("");
  }
  return rows;
}

/** Is it more than one cell? A single one is just text for the field it is pasted into. */
export const isTable = (text: string): boolean => /[\t\n]/.test(text.trimEnd());

/** A cell as a value of its field; what cannot be read stays as the text it is, and the check of the form says so. */
export function cellValue(field: ClientField, text: string, { language, timeZone }: TextLocale): unknown {
  if (text === "" || !isFieldTypeName(field.type)) return null;
  // Records are known by title here; they are looked up by whoever pastes.
  if (relationOf(field) === "one") return { id: "", title: text };
  const type = fieldType(field.type);
  const choice = Array.isArray(field.options.choices) ? (field.options.choices as { value: string; label: string }[]).find(({ label, value }) => [label, value].some((word) => word.toLocaleLowerCase(language) === text.toLocaleLowerCase(language))) : undefined;
  const local = choice?.value ?? (type.feel === "number" ? plainNumber(text, language) : type.feel === "date" ? readDate(text, language, todayIn(timeZone)) : undefined) ?? text;
  const read = (type.fromText as (text: string, options: object) => { ok: boolean; value?: unknown })(local, field.options);
  return read.ok ? read.value : text;
}

/** The table laid over the lines from one cell on; new lines begin with `blank`. Columns that may not be written are passed over. */
export function pasted(lines: readonly Line[], table: readonly (readonly string[])[], place: { row: number; column: number }, columns: readonly ClientField[], blank: () => Line, locale: TextLocale): readonly Line[] {
  const next = [...lines];
  for (const [r, cells] of table.slice(0, PASTE_LIMIT).entries()) {
    const row = place.row + r;
    const old = next[row];
    const values = cells.flatMap((text, c) => {
      const column = columns[place.column + c];
      return column && isWritable(column) && !(column.setOnce && old?.id !== undefined) ? [[column.name, cellValue(column, text, locale)] as const] : [];
    });
    next[row] = { ...(old ?? blank()), ...Object.fromEntries(values) };
  }
  return next;
}
