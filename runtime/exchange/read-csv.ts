import { pipeline } from "node:stream";
import iconv from "iconv-lite";
import { CsvError, parse } from "csv-parse";
import { detectEncoding, type Encoding } from "./encoding";
import { restore } from "./injection";
import { EXCHANGE_LIMITS } from "./limits";
import { columnNames, fileProblem, isEmptyCell, type Row, type Source, type Table } from "./table";

const SEPARATORS = [",", ";", "\t"] as const;

export interface CsvOptions {
  readonly encoding?: Encoding;
  readonly separator?: string;
}

/** A text file with separators. Encoding and separator are found out unless told. @throws AppError input:invalid. */
export async function readCsv(source: Source, options: CsvOptions = {}): Promise<Table> {
  const { encoding, separator } = options.encoding && options.separator ? { encoding: options.encoding, separator: options.separator } : await detect(source, options);
  const records = () => recordsOf(source, encoding, separator);
  const columns = await header(records());
  return {
    format: "csv", columns, encoding, separator,
    async *rows() {
      let first = true;
      for await (const row of records()) {
        if (!first) yield row;
        first = false;
      }
    },
  };
}

async function detect(source: Source, options: CsvOptions): Promise<{ encoding: Encoding; separator: string }> {
  const { encoding, sample } = await detectEncoding(source);
  return { encoding: options.encoding ?? encoding, separator: options.separator ?? separatorOf(sample) };
}

async function header(records: AsyncIterable<Row>): Promise<string[]> {
  for await (const { cells } of records) return columnNames(cells as string[]);
  throw fileProblem("noHeader", "The file is empty.", "Put the names of the columns into the first row.");
}

/** The separator that stands most often in the first row, outside of quotes. */
function separatorOf(sample: string): string {
  const counts = new Map<string, number>(SEPARATORS.map((separator) => [separator, 0]));
  let quoted = false;
  for (const letter of sample) {
    if (letter === '"') quoted = !quoted;
    else if (!quoted && (letter === "\n" || letter === "\r")) {
      if ([...counts.values()].some((count) => count > 0)) break;
    } else if (!quoted && counts.has(letter)) counts.set(letter, counts.get(letter)! + 1);
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

async function* recordsOf(source: Source, encoding: Encoding, separator: string): AsyncGenerator<Row> {
  const bytes = await source.open();
  // Counted where records are made: the loop below lags behind, and must know where a broken record began.
  let ended = 0;
  const toRow = (record: string[], { lines }: { lines: number }): Row => {
    ended = lines;
    return { line: lines - newlines(record), cells: record.map(restore) };
  };
  const parser = parse({ delimiter: separator, relax_column_count: true, skip_empty_lines: true, max_record_size: EXCHANGE_LIMITS.rowCharacters, on_record: toRow as never });
  pipeline(bytes, iconv.decodeStream(encoding), parser, () => undefined); // an error reaches the loop below through the parser
  try {
    for await (const row of parser as AsyncIterable<Row>) if (!row.cells.every(isEmptyCell)) yield row;
  } catch (error) {
    throw error instanceof CsvError ? csvProblem(error, ended + 1) : error;
  } finally {
    bytes.destroy();
  }
}

/** Line breaks inside quotes: the record began that many lines before its end. */
function newlines(record: readonly string[]): number {
  let count = 0;
  for (const cell of record) if (cell.includes("\n") || cell.includes("\r")) count += cell.match(/\r\n|\r|\n/g)!.length;
  return count;
}

function csvProblem(error: CsvError, line: number) {
  if (error.code === "CSV_QUOTE_NOT_CLOSED") return fileProblem("quotes", `A quote that opens in the row of line ${line} is never closed.`, `Close the quote in line ${line}, or double it ("") when it is part of the text.`);
  if (error.code === "CSV_MAX_RECORD_SIZE") return fileProblem("quotes", `The row of line ${line} is longer than ${EXCHANGE_LIMITS.rowCharacters.toLocaleString("en")} characters; most likely a quote in it is never closed.`, `Close the quote in line ${line}, or double it ("") when it is part of the text.`);
  return fileProblem("quotes", `The row of line ${line} has a quote where none can be.`, `Put the whole cell of line ${line} in quotes and double the quotes inside ("").`);
}
