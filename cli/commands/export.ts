import { createWriteStream } from "node:fs";
import { extname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { EXPORT_FORMATS, exportRecords, type ExportFormat } from "../../runtime/exchange/export";
import { AppError } from "../../runtime/kernel";
import { checkCondition } from "../../runtime/queries/filter";
import { contextOfUser, operatorContext } from "../acting";
import type { Command, Input } from "../command";
import { withRuntime } from "../runtime";

function formatOf({ options: { format, out } }: Input): ExportFormat {
  const asked = typeof format === "string" ? format : typeof out === "string" ? extname(out).slice(1).toLowerCase() : "csv";
  const known = EXPORT_FORMATS.find((candidate) => candidate === asked);
  if (!known) throw new AppError("input:invalid", `There is no format "${asked}".`, { remedy: `Use --format ${EXPORT_FORMATS.join(", ")}.` });
  return known;
}

function filterOf(text: unknown) {
  if (typeof text !== "string") return undefined;
  try {
    return checkCondition(JSON.parse(text), "/filter");
  } catch (error) {
    throw error instanceof SyntaxError ? new AppError("input:invalid", "--filter is not valid JSON.", { remedy: `Write it in single quotes: --filter '{"field":"stage","op":"eq","value":"new"}'.` }) : error;
  }
}

const namesOf = (text: unknown): string[] | undefined => (typeof text === "string" ? text.split(",").map((name) => name.trim()).filter(Boolean) : undefined);

export const command: Command = {
  about: "Write the records of an entity to a file or to standard output, as CSV, XLSX or JSON",
  usage: "<entity> [--out <file>] [--format csv|xlsx|json] [--fields <names>] [--filter <json>] [--ids] [--user <email>]",
  arity: [1, 1],
  options: {
    out: { type: "string", value: "file", about: "File to write; standard output unless given" },
    format: { type: "string", value: "format", about: "csv, xlsx or json; the ending of the file unless given, else csv" },
    fields: { type: "string", value: "names", about: "Fields with commas between, paths through references too" },
    filter: { type: "string", value: "json", about: "Condition, as in the API" },
    ids: { type: "boolean", about: "A second column with the ids of references" },
    user: { type: "string", value: "email", about: "Export what this user may export; everything unless given" },
  },
  run: (input) => withRuntime(input, async (runtime) => {
    const [entity = ""] = input.args;
    const { out, user } = input.options;
    if (input.isJson && typeof out !== "string") throw new AppError("input:invalid", "With --json the records go into a file.", { remedy: "Add --out <file>." });
    const format = formatOf(input);
    const ctx = typeof user === "string" ? await contextOfUser(runtime, user) : operatorContext();
    const file = await exportRecords(runtime.queries, { model: runtime.live.current(), ctx, db: runtime.db }, entity, format, { fields: namesOf(input.options.fields), filter: filterOf(input.options.filter) }, { ids: input.options.ids === true });
    if (typeof out !== "string") {
      await pipeline(Readable.from(file.chunks), process.stdout, { end: false });
      return undefined;
    }
    await pipeline(Readable.from(file.chunks), createWriteStream(out));
    return { document: { ok: true, entity, format, file: out }, text: `Wrote ${out}.` };
  }),
};
