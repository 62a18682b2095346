import { stringify } from "csv-stringify/sync";
import type { ExportColumn } from "./columns";
import type { Records } from "./export";
import { neutralise } from "./injection";

export interface CsvStyle {
  /** Between cells; a comma unless given. */
  readonly separator?: "," | ";" | "\t";
  /** Begin with a byte order mark, without which Excel takes UTF-8 for something else. True unless given. */
  readonly bom?: boolean;
}

/** A number may begin with a minus; it cannot be mistaken for anything else. */
const NUMBER = /^-?\d+(\.\d+)?$/;

/** CSV (RFC 4180) in UTF-8. Texts that a spreadsheet would run as formulas are marked, see injection.ts. */
export async function* writeCsv(columns: readonly ExportColumn[], pages: Records, { separator = ",", bom = true }: CsvStyle): AsyncGenerator<string> {
  const lines = (rows: string[][]): string => stringify(rows, { delimiter: separator, record_delimiter: "windows" });
  yield (bom ? "\ufeff" : "") + lines([columns.map((column) => neutralise(column.header))]);
  for await (const page of pages) if (page.length) yield lines(page.map((record) => columns.map((column) => csvCell(column.text(record[column.path])))));
}

export const csvCell = (text: string): string => (NUMBER.test(text) ? text : neutralise(text));
