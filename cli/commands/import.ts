import { createReadStream, existsSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { errorRows, jobView, loadJob, type JobView } from "../../runtime/exchange/jobs";
import { EXCHANGE_LIMITS } from "../../runtime/exchange/limits";
import { parseOptions } from "../../runtime/exchange/plan";
import { tableKind } from "../../runtime/exchange/read";
import { AppError, type Ctx } from "../../runtime/kernel";
import type { Runtime } from "../../runtime/server";
import { contextOfUser } from "../acting";
import { listOption } from "../auth";
import type { Command, Input } from "../command";
import { withRuntime } from "../runtime";

const SHOWN_ERRORS = 20;

/** "Name=name" → { Name: "name" }; "Remark=" leaves the column out. */
function mappingOf(words: readonly string[]): Record<string, string | null> {
  return Object.fromEntries(words.map((word) => {
    const at = word.lastIndexOf("=");
    if (at < 1) throw new AppError("input:invalid", `"${word}" is no mapping.`, { remedy: "Write --map <column>=<field>, or --map <column>= to leave the column out." });
    return [word.slice(0, at), word.slice(at + 1) || null];
  }));
}

/** What was written on the command line; what is wrong with it is found where the API finds it. */
function optionsOf({ options }: Input): unknown {
  const { mode, key, batch } = options;
  return {
    mapping: mappingOf(listOption(options.map)),
    ...(typeof mode === "string" ? { mode } : {}),
    ...(typeof key === "string" ? { key: key.split(",") } : {}),
    ...(options["dry-run"] === true ? { dryRun: true } : {}),
    ...(typeof batch === "string" ? { batch: Number(batch) } : {}),
    ...(options.clear === true ? { emptyCells: "clear" } : {}),
  };
}

/** Works at the job, or watches the server that took it first, until it has ended. */
async function untilDone(runtime: Runtime, ctx: Ctx, id: string, say: Input["say"]): Promise<JobView> {
  for (let said = 0; ; ) {
    const job = jobView(await loadJob(runtime.db, ctx.principal, id));
    if (job.state !== "waiting" && job.state !== "running") return job;
    if (job.progress.done - said >= 1000) say(`${(said = job.progress.done)} of ${job.progress.total} rows`);
    await pause(200);
  }
}

async function findings(runtime: Runtime, id: string): Promise<{ line: number; column?: string; message: string }[]> {
  const found: { line: number; column?: string; message: string }[] = [];
  for await (const { line, issues } of errorRows(runtime.db, id)) for (const { column, message } of issues) found.push({ line, ...(column === undefined ? {} : { column }), message });
  return found;
}

export const command: Command = {
  about: "Read records of an entity from a CSV, XLSX or JSON file",
  usage: "<entity> <file> --user <email> [--mode create|update|upsert] [--key <fields>] [--map <column>=<field>]… [--dry-run] [--clear]",
  arity: [2, 2],
  options: {
    user: { type: "string", value: "email", about: "Whose rights count; he becomes the owner of new records" },
    mode: { type: "string", value: "mode", about: "create (the default), update or upsert" },
    key: { type: "string", value: "fields", about: "Fields that find the record of a row, with commas between; id unless given" },
    map: { type: "string", value: "column=field", multiple: true, about: "Field of a column whose heading is not the field's name or label; nothing behind = leaves it out" },
    "dry-run": { type: "boolean", about: "Do everything and keep nothing" },
    clear: { type: "boolean", about: "Empty cells empty the field of a record that is there" },
    batch: { type: "string", value: "n", about: `Rows in one transaction; ${EXCHANGE_LIMITS.batch} unless given` },
  },
  run: (input) => withRuntime(input, async (runtime) => {
    const [entity = "", path = ""] = input.args;
    const { user } = input.options;
    if (typeof user !== "string") throw new AppError("input:invalid", "Say with whose rights.", { remedy: "Add --user <email>." });
    if (!existsSync(path)) throw new AppError("input:invalid", `There is no file "${path}".`);
    const ctx = await contextOfUser(runtime, user);
    const call = { model: runtime.live.current(), ctx };
    runtime.imports.allow(call, entity);
    const options = parseOptions(optionsOf(input));
    const file = await runtime.files.stage(ctx, { name: basename(path), bytes: createReadStream(path), maxBytes: EXCHANGE_LIMITS.importBytes, kindOf: tableKind });
    const { id } = await runtime.imports.start(call, entity, file, options);
    runtime.imports.startWorker();
    const job = await untilDone(runtime, ctx, id, input.say);
    const problems = await findings(runtime, id);
    const { progress } = job;
    const summary = `${job.state}: ${progress.created} created, ${progress.updated} updated, ${progress.failed} failed of ${progress.total} rows${job.options.dryRun ? " (dry run, nothing kept)" : ""}.`;
    const lines = problems.slice(0, SHOWN_ERRORS).map((problem) => `  line ${problem.line}${problem.column ? `, ${problem.column}` : ""}: ${problem.message}`);
    const rest = problems.length > SHOWN_ERRORS ? [`  and ${problems.length - SHOWN_ERRORS} more; --json shows all`] : [];
    return { ok: job.state === "done" && progress.failed === 0, document: { ok: job.state === "done" && progress.failed === 0, job, problems }, text: [job.error?.message ?? "", summary, ...lines, ...rest].filter(Boolean).join("\n") };
  }),
};
