/**
 * Tables: what a file to import is read as, whatever its format. A *table* has named columns and *rows*; a *cell* is a text, or what
 * a spreadsheet knows better than its text.
 */
import type { Readable } from "node:stream";
import { AppError } from "../kernel/errors";
import { EXCHANGE_LIMITS } from "./limits";

export type Format = "csv" | "xlsx" | "json";

export type Cell =
  | string
  | boolean
  | null
  /** `text` where the cell shows more than the number: "5 %", "12.50 EUR". */
  | { readonly number: number; readonly text?: string }
  /** Date and time as the clock on the wall shows them, without a zone: "2026-01-31T10:30:00". */
  | { readonly moment: string }
  /** A cell without a usable value: "#N/A", a formula that was never computed. */
  | { readonly error: string }
  /** A value of a JSON file. */
  | { readonly json: unknown };

export interface Row {
  /** Line of a text file, row of a sheet, place in a JSON list; from 1, headers included. */
  readonly line: number;
  readonly cells: readonly Cell[];
}

export interface Table {
  readonly format: Format;
  readonly columns: readonly string[];
  /** For text files. */
  readonly encoding?: string;
  readonly separator?: string;
  /** Data rows in order, headers left out; every call begins anew. Empty rows do not come. */
  rows(): AsyncIterable<Row>;
}

/** Something that can be read again from its beginning. */
export interface Source {
  readonly name: string;
  open(): Promise<Readable>;
}

export function fileProblem(code: string, message: string, remedy: string): AppError {
  return new AppError("input:invalid", message, { remedy, issues: [{ pointer: "/file", code, message, remedy }] });
}

/** The first row as names of columns. @throws AppError for missing, empty and repeated names, and too many columns. */
export function columnNames(cells: readonly string[]): string[] {
  const names = cells.map((name) => name.normalize("NFC").replace(/[\s\u200b\ufeff]+/gu, " ").trim());
  while (names.length && names.at(-1) === "") names.pop();
  if (names.length === 0) throw fileProblem("noHeader", "The first row holds no names of columns.", "Put the names of the columns into the first row.");
  if (names.length > EXCHANGE_LIMITS.columns) throw fileProblem("tooManyColumns", `The file has ${names.length} columns; at most ${EXCHANGE_LIMITS.columns} are taken.`, "Remove the columns that are not needed.");
  const seen = new Map<string, number>();
  names.forEach((name, index) => {
    if (name === "") throw fileProblem("emptyHeader", `Column ${index + 1} has no name in the first row.`, "Name the column, or remove it.");
    const key = name.toLowerCase();
    if (seen.has(key)) throw fileProblem("duplicateHeader", `The columns ${seen.get(key)! + 1} and ${index + 1} have the same name "${name.slice(0, 60)}".`, "Give each column a name of its own.");
    seen.set(key, index);
  });
  return names;
}

export const isEmptyCell = (cell: Cell | undefined): boolean => cell === undefined || cell === null || (typeof cell === "string" && cell.trim() === "");

/** Rows with the cap that every format has. @throws AppError when there are more. */
export async function* capped(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  let count = 0;
  for await (const row of rows) {
    if (++count > EXCHANGE_LIMITS.rows) throw fileProblem("tooManyRows", `The file has more than ${EXCHANGE_LIMITS.rows.toLocaleString("en")} rows.`, "Divide it into several files.");
    yield row;
  }
}
