/** `metaloom pack uninstall`: first what it would take away, then, with --yes, the deed. */
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { exportRecords } from "../../runtime/exchange/export";
import { AppError } from "../../runtime/kernel";
import { DATA_PLANS, type DataPlan } from "../../runtime/publish";
import type { Runtime } from "../../runtime/server";
import { operatorContext } from "../acting";
import type { Command, Input } from "../command";
import { withRuntime } from "../runtime";
import { AUTHOR, refusals } from "./pack-answer";

/** @throws AppError input:invalid */
function planOf({ data = "keep" }: Input["options"]): DataPlan {
  const known = DATA_PLANS.find((one) => one === data);
  if (!known) throw new AppError("input:invalid", `There is no data plan "${String(data)}".`, { remedy: `Use --data ${DATA_PLANS.join(", ")}.` });
  return known;
}

type Plan = Awaited<ReturnType<Runtime["packs"]["planUninstall"]>>;

function linesOf(plan: Plan): string[] {
  const verb = { keep: "stays, as made here", archive: "goes out of sight", drop: "goes for ever" }[plan.data];
  return [
    `${plan.name} ${plan.version}: ${verb}`,
    ...plan.requiredBy.map((name) => `  ! required by ${name}`),
    ...plan.entities.map(({ name, records }) => `  ${name}: ${records} ${records === 1 ? "record" : "records"}`),
    ...plan.fields.map(({ entity, name, values }) => `  ${entity}.${name}: ${values} ${values === 1 ? "value" : "values"}`),
    ...plan.roles.map((role) => `  role ${role}`),
    ...plan.local.map((file) => `  ${plan.data === "keep" ? "worked in" : "goes too"}: ${file}`),
    ...plan.problems.map(({ message, ...problem }) => `  ! ${"file" in problem ? `${problem.file}: ` : ""}${message}`),
  ];
}

/** Every record of the entities that go, a file each, before anything is touched. */
async function writeData(runtime: Runtime, plan: Plan, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  for (const { name } of plan.entities) {
    const file = await exportRecords(runtime.queries, { model: runtime.live.current(), ctx: operatorContext(), db: runtime.db }, name, "json", {}, { ids: true, header: "name" });
    await pipeline(Readable.from(file.chunks), createWriteStream(join(folder, `${name}.json`), { flags: "wx" }));
  }
  return plan.entities.length;
}

export const uninstall: Command = {
  about: "Uninstall a pack; without --yes it says what would go",
  usage: "<name> [--data keep|archive|drop] [--out <folder>] [--yes]", arity: [1, 1],
  options: {
    data: { type: "string", value: "plan", about: "keep (unless given): becomes documents made here; archive: data is written to files and goes out of sight; drop: data goes for ever" },
    out: { type: "string", value: "folder", about: "Where archive writes the records; <name>-data unless given" },
    yes: { type: "boolean", about: "Do it" },
  },
  run: (input) => withRuntime(input, (runtime) => refusals(async () => {
    const [name = ""] = input.args;
    const { out, yes } = input.options;
    const data = planOf(input.options);
    const plan = await runtime.packs.planUninstall(name, data);
    const ok = plan.problems.length === 0 && plan.requiredBy.length === 0;
    if (yes !== true) return { ok, document: { ok, done: false, plan }, text: [...linesOf(plan), ok ? "Nothing was done; add --yes." : "It cannot be uninstalled so."].join("\n") };
    const folder = resolve(typeof out === "string" ? out : `${name}-data`);
    const files = data === "archive" && ok ? await writeData(runtime, plan, folder) : 0;
    const { revision } = await runtime.packs.uninstall({ name, data, confirmDestructive: true, author: AUTHOR });
    return { document: { ok: true, done: true, revision, plan, ...(data === "archive" ? { folder, files } : {}) }, text: `Revision ${revision}: ${name} is uninstalled.${files > 0 ? ` Its records are in ${folder}.` : ""}` };
  })),
};
