import iconv from "iconv-lite";
import { EXCHANGE_LIMITS } from "./limits";
import { columnNames, fileProblem, type Row, type Source, type Table } from "./table";

/** A JSON list of objects, as the export writes it; keys are columns. @throws AppError input:invalid. */
export async function readJson(source: Source): Promise<Table> {
  const records = recordsOf(parsed(await textOf(source)));
  const columns = columnNames([...new Set(records.flatMap((record) => Object.keys(record)))]);
  const rows = records.map((record, index): Row => ({ line: index + 1, cells: columns.map((column) => (record[column] === undefined || record[column] === null ? null : { json: record[column] })) }));
  return {
    format: "json", columns,
    async *rows() {
      yield* rows.filter((row) => row.cells.some((cell) => cell !== null));
    },
  };
}

async function textOf(source: Source): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of (await source.open()) as AsyncIterable<Buffer>) {
    if ((size += chunk.length) > EXCHANGE_LIMITS.jsonBytes) throw fileProblem("tooLarge", `A JSON file may have ${EXCHANGE_LIMITS.jsonBytes / 1024 / 1024} MB.`, "Divide it, or use CSV, which is read line by line.");
    chunks.push(chunk);
  }
  return iconv.decode(Buffer.concat(chunks), "utf-8");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw fileProblem("json", `The file is not valid JSON: ${(error as SyntaxError).message.slice(0, 200)}.`, "Check quotes, commas and brackets.");
  }
}

function recordsOf(value: unknown): Record<string, unknown>[] {
  const list = Array.isArray(value) ? (value as unknown[]) : ((value as { items?: unknown } | null)?.items as unknown[] | undefined);
  if (!Array.isArray(list)) throw fileProblem("json", "The file holds no list of records.", 'Write [{ "name": "…" }, …].');
  const wrong = list.findIndex((record) => record === null || typeof record !== "object" || Array.isArray(record));
  if (wrong >= 0) throw fileProblem("json", `Item ${wrong + 1} of the list is no object.`, 'Write [{ "name": "…" }, …].');
  if (list.length === 0) throw fileProblem("noRows", "The list is empty.", "Put at least one record into it.");
  return list as Record<string, unknown>[];
}
