/**
 * XLSX: the first visible sheet of a workbook. Formulas are never computed; the value the last program left in the file is taken.
 * The sheet is read as it is unpacked, so a large one costs little memory. Runs in a thread of its own (xlsx-thread.ts).
 */
import { openArchive, type Archive } from "./zip";
import { parseXml, readXml } from "./xml";
import { EXCHANGE_LIMITS } from "./limits";
import { restore } from "./injection";
import { readNumberFormats, type NumberFormat } from "./xlsx-formats";
import { columnNames, fileProblem, isEmptyCell, type Cell, type Row } from "./table";

interface Workbook {
  readonly archive: Archive;
  readonly sheet: string;
  readonly texts: readonly string[];
  readonly formats: readonly NumberFormat[];
  readonly is1904: boolean;
}

/** Names of the columns of a workbook. @throws AppError input:invalid for damage, bombs, missing or repeated headers. */
export async function readColumns(buffer: Buffer): Promise<readonly string[]> {
  for await (const { cells } of rowsOf(await openWorkbook(buffer))) return columnNames(cells.map(headerText));
  throw fileProblem("noHeader", "The first sheet is empty.", "Put the names of the columns into the first row of the first sheet.");
}

/** Rows below the header, in parts: what one piece of the sheet held. */
export async function* readRows(buffer: Buffer): AsyncGenerator<readonly Row[]> {
  let isHeader = true;
  for await (const part of partsOf(await openWorkbook(buffer))) {
    const rows = isHeader ? part.slice(1) : part;
    if (part.length > 0) isHeader = false;
    if (rows.length > 0) yield rows;
  }
}

const headerText = (cell: Cell): string => (typeof cell === "string" ? cell : cell === null || typeof cell === "boolean" ? String(cell ?? "") : "number" in cell ? cell.text ?? String(cell.number) : "moment" in cell ? cell.moment.slice(0, 10) : "");

async function openWorkbook(buffer: Buffer): Promise<Workbook> {
  const archive = await openArchive(buffer);
  if (!archive.has("xl/workbook.xml")) throw fileProblem("notSpreadsheet", "The archive is no XLSX workbook.", "Save the table as XLSX or CSV.");
  let is1904 = false;
  let relation: string | undefined;
  await readXml(await archive.open("xl/workbook.xml"), {
    open(name, attributes) {
      if (name === "workbookPr") is1904 = ["1", "true"].includes(attributes["date1904"] ?? "");
      if (name === "sheet" && (attributes["state"] ?? "visible") === "visible") relation ??= Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1];
    },
  });
  const sheet = await partOf(archive, relation);
  return { archive, sheet, is1904, texts: await sharedTexts(archive), formats: archive.has("xl/styles.xml") ? await readNumberFormats(await archive.open("xl/styles.xml")) : [] };
}

/** Name of the part a relation points at. */
async function partOf(archive: Archive, id: string | undefined): Promise<string> {
  let target: string | undefined;
  if (archive.has("xl/_rels/workbook.xml.rels")) {
    await readXml(await archive.open("xl/_rels/workbook.xml.rels"), {
      open(name, attributes) {
        if (name === "Relationship" && attributes["Id"] === id && attributes["TargetMode"] !== "External") target = attributes["Target"];
      },
    });
  }
  const part = target?.startsWith("/") ? target.slice(1) : `xl/${target ?? ""}`;
  if (!archive.has(part)) throw fileProblem("notSpreadsheet", "The workbook has no visible sheet.", "Put the table onto the first sheet.");
  return part;
}

/** Texts that cells refer to by number. Readings of East Asian names (rPh) are not part of them. */
async function sharedTexts(archive: Archive): Promise<string[]> {
  if (!archive.has("xl/sharedStrings.xml")) return [];
  const texts: string[] = [];
  let [inText, reading, characters, text] = [false, false, 0, ""];
  await readXml(await archive.open("xl/sharedStrings.xml"), {
    open(name) {
      if (name === "t") inText = true;
      else if (name === "rPh") reading = true;
    },
    text(part) {
      if (!inText || reading) return;
      characters += part.length;
      if (characters > EXCHANGE_LIMITS.sharedCharacters) throw fileProblem("bomb", "The texts of the spreadsheet are too long.", "Divide it into several files.");
      text += part;
    },
    close(name) {
      if (name === "t") inText = false;
      else if (name === "rPh") reading = false;
      else if (name === "si") {
        texts.push(text);
        text = "";
      }
    },
  });
  return texts;
}

/** Rows that hold anything, the first of them being the header. */
async function* rowsOf(workbook: Workbook): AsyncGenerator<Row> {
  for await (const part of partsOf(workbook)) yield* part;
}

/** The same as they come together, piece by piece of the sheet. */
async function* partsOf(workbook: Workbook): AsyncGenerator<readonly Row[]> {
  const reader = new SheetReader(workbook);
  for await (const _ of parseXml(await workbook.archive.open(workbook.sheet), reader)) yield reader.take();
}

/** Collects cells while the sheet streams by. */
class SheetReader {
  private ready: Row[] = [];
  private cells: Cell[] = [];
  private line = 0;
  private column = -1;
  private type = "n";
  private style = 0;
  private value: string | undefined;
  private isFormula = false;
  private into: "value" | undefined;

  constructor(private readonly workbook: Workbook) {}

  take(): Row[] {
    const rows = this.ready;
    this.ready = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "row") {
      this.line = Number(attributes["r"]) || this.line + 1;
      [this.cells, this.column] = [[], -1];
    } else if (name === "c") {
      this.column = attributes["r"] ? columnIndex(attributes["r"]) : this.column + 1;
      [this.type, this.style, this.value, this.isFormula] = [attributes["t"] ?? "n", Number(attributes["s"] ?? 0), undefined, false];
    } else if (name === "f") this.isFormula = true;
    else if (name === "v" || name === "t") {
      this.into = "value";
      this.value ??= "";
    }
  }

  text(part: string): void {
    if (this.into) this.value += part;
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.into = undefined;
    else if (name === "c") this.add(this.cell());
    else if (name === "row" && !this.cells.every(isEmptyCell)) this.ready.push({ line: this.line, cells: Array.from(this.cells, (cell) => cell ?? null) });
  }

  private add(cell: Cell): void {
    if (isEmptyCell(cell)) return;
    if (this.column >= EXCHANGE_LIMITS.columns) throw fileProblem("tooManyColumns", `Row ${this.line} has a value beyond column ${EXCHANGE_LIMITS.columns}.`, "Remove the columns that are not needed.");
    this.cells[this.column] = cell;
  }

  private cell(): Cell {
    const { value, type } = this;
    if (value === undefined) return this.isFormula ? { error: "a formula that was never computed" } : null;
    if (type === "s") return restore(this.workbook.texts[Number(value)] ?? "");
    if (type === "inlineStr" || type === "str") return restore(value);
    if (type === "b") return value === "1";
    if (type === "e") return { error: value };
    if (type === "d") return { moment: value.slice(0, 19) };
    return this.number(Number(value));
  }

  private number(number: number): Cell {
    if (!Number.isFinite(number)) return { error: "a number that is none" };
    const format = this.workbook.formats[this.style];
    if (format?.kind === "date") return { moment: momentOf(number, this.workbook.is1904) };
    if (format?.kind === "percent") return { number, text: `${Number((number * 100).toPrecision(15))}%` };
    if (format?.kind === "currency") return { number, text: `${number} ${format.code}` };
    return { number };
  }
}

/** "AB12" → 27. */
function columnIndex(reference: string): number {
  let index = 0;
  for (const letter of reference) {
    const digit = letter.charCodeAt(0) - 64;
    if (digit < 1 || digit > 26) break;
    index = index * 26 + digit;
  }
  return index - 1;
}

const DAY_MS = 86_400_000;

/** Days since 1899-12-30 (with the day 1900-02-29 that Excel believes in) or 1904-01-01 → wall time. */
function momentOf(serial: number, is1904: boolean): string {
  const days = is1904 ? serial + 1462 : serial < 60 && serial >= 1 ? serial + 1 : serial;
  const ms = Math.round((days - 25_569) * DAY_MS);
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 19);
}
