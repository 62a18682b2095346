import { PassThrough } from "node:stream";
import type ExcelJS from "exceljs";
import { fieldType } from "../fields/index";
import { relationOf } from "../fields/traits";
import type { ExportColumn } from "./columns";
import type { Records } from "./export";
import { neutralise } from "./injection";
import { wallOfInstant } from "./wall-time";

/** Characters a cell may hold (Excel). */
const CELL = 32_767;
/** Digits a double keeps. */
const EXACT = 15;

interface Typed {
  readonly value: string | number | boolean | Date | null;
  readonly format?: string;
}

/**
 * One sheet with typed cells: numbers, dates and times are what they are, times on the clock of the reader. Rows leave as they come;
 * nothing but the page at hand is in memory.
 */
export async function* writeXlsx(columns: readonly ExportColumn[], pages: Records, timeZone: string): AsyncGenerator<Uint8Array> {
  const out = new PassThrough({ highWaterMark: 256 * 1024 });
  // Half of what a server would load before it answers; few processes ever write a spreadsheet.
  const { default: excel } = await import("exceljs");
  const workbook = new excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const sheet = workbook.addWorksheet("Export", { views: [{ state: "frozen", ySplit: 1 }] });
  const head = sheet.addRow(columns.map((column) => neutralise(column.header)));
  head.font = { bold: true };
  head.commit();
  const work = (async () => {
    for await (const page of pages) {
      for (const record of page) addRow(sheet, columns, record, timeZone);
      // The writer collects what nobody has taken yet: wait for the reader.
      if (out.writableNeedDrain) await new Promise((go) => out.once("drain", go).once("close", go));
      if (out.destroyed) return;
    }
    sheet.commit();
    await workbook.commit();
  })();
  work.catch((error: unknown) => out.destroy(error as Error));
  try {
    yield* out as AsyncIterable<Uint8Array>;
    await work;
  } finally {
    out.destroy();
  }
}

function addRow(sheet: ExcelJS.Worksheet, columns: readonly ExportColumn[], record: Record<string, unknown>, timeZone: string): void {
  const cells = columns.map((column) => typedCell(column, record[column.path], timeZone));
  const row = sheet.addRow(cells.map((cell) => cell.value));
  cells.forEach((cell, i) => {
    if (cell.format) row.getCell(i + 1).numFmt = cell.format;
  });
  row.commit();
}

/** What a value is in a spreadsheet. The kind of value decides (`feel`), not the name of its type. */
function typedCell(column: ExportColumn, value: unknown, timeZone: string): Typed {
  const text = column.text(value);
  if (text === "") return { value: null };
  const asText: Typed = { value: neutralise(text.slice(0, CELL)) };
  if (column.masked || column.isIds || column.language !== undefined || relationOf(column.field)) return asText;
  if (isMoney(value)) return { value: value.amount, format: `#,##0.00## "${value.currency}"` };
  if (typeof value === "boolean") return { value };
  const { feel } = fieldType(column.field.type);
  if (typeof value === "number") return { value };
  if (typeof value !== "string") return asText;
  // Formulas and rollups are of the kind of their result; a date looks like nothing else.
  if (feel !== "text" && /^\d{4}-\d{2}-\d{2}$/.test(value)) return dated(value, asText, "yyyy-mm-dd");
  if (feel !== "text" && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return dated(wallOfInstant(value, timeZone), asText, "yyyy-mm-dd hh:mm:ss");
  return feel === "number" && /^-?\d+(\.\d+)?$/.test(value) && value.replace(/\D/g, "").length <= EXACT ? { value: Number(value) } : asText;
}

/** Spreadsheets know no day before 1900-03-01 for certain. */
function dated(wall: string, asText: Typed, format: string): Typed {
  return wall < "1900-03-01" ? asText : { value: new Date(wall.length > 10 ? `${wall}Z` : `${wall}T00:00:00Z`), format };
}

const isMoney = (value: unknown): value is { amount: number; currency: string } =>
  value !== null && typeof value === "object" && typeof (value as { amount?: unknown }).amount === "number" && /^[A-Z]{3}$/.test(String((value as { currency?: unknown }).currency));
