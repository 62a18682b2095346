/** Opens a file to import as a table: its format is found by its content. */
import type { MediaKind } from "../files/sniff";
import { readCsv, type CsvOptions } from "./read-csv";
import { readJson } from "./read-json";
import { capped, fileProblem, type Source, type Table } from "./table";
import { readXlsx } from "./xlsx-thread";

const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const ZIP = Buffer.from("PK\x03\x04", "latin1");

/** Kind of a file that may be a table; what else it holds is found when it is read. */
export function tableKind(head: Uint8Array, name: string): MediaKind | undefined {
  const bytes = Buffer.from(head);
  if (bytes.subarray(0, 4).equals(OLD_EXCEL)) throw fileProblem("oldExcel", "This is a file of an old Excel (XLS).", "Open it and save it as XLSX or CSV.");
  if (bytes.subarray(0, 4).equals(ZIP)) return { mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", extensions: ["xlsx"] };
  return isJson(bytes, name) ? { mediaType: "application/json", extensions: ["json"] } : { mediaType: "text/csv", extensions: ["csv", "txt", "tsv"] };
}

/** A CSV may begin with a bracket too, so the name has a say. */
const isJson = (head: Buffer, name: string): boolean => /\.json$/i.test(name) && /^(\ufeff)?\s*[[{]/.test(head.toString("utf8"));

/** @throws AppError input:invalid with a sentence about what is wrong with the file. */
export async function readTable(source: Source, options: CsvOptions = {}): Promise<Table> {
  const head = await headOf(source);
  const table = head.subarray(0, 4).equals(ZIP) ? await readXlsx(source) : isJson(head, source.name) ? await readJson(source) : await readCsv(source, options);
  return { ...table, rows: () => capped(table.rows()) };
}

async function headOf(source: Source): Promise<Buffer> {
  const stream = await source.open();
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) return chunk;
    return Buffer.alloc(0);
  } finally {
    stream.destroy();
  }
}
