import type { ExportColumn } from "./columns";
import type { Records } from "./export";

/** A JSON list, one record on a line, values as the API gives them. */
export async function* writeJson(columns: readonly ExportColumn[], pages: Records): AsyncGenerator<string> {
  const paths = [...new Set(["id", ...columns.map((column) => column.path)])];
  let separator = "[\n";
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield separator + page.map((record) => JSON.stringify(Object.fromEntries(paths.map((path) => [path, record[path] ?? null])))).join(",\n");
    separator = ",\n";
  }
  yield separator === "[\n" ? "[]\n" : "\n]\n";
}
