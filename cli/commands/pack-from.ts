/** `metaloom pack from <format> <folder>`: a pack out of the metadata of another system, with a report of what became of everything. */
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, join, relative, resolve, sep } from "node:path";
import { AppError } from "../../runtime/kernel";
import type { FidelitySummary } from "../../runtime/packs/foreign/fidelity";
import { FOREIGN_FORMATS, importForeign } from "../../runtime/packs/foreign/import";
import { camel } from "../../runtime/packs/foreign/names";
import { readPackFolder, writePackFolder } from "../../runtime/publish";
import type { Command } from "../command";
import { shippedFolder } from "./pack";

const MOST_FILES = 20_000;
const MOST_BYTES = 5 * 1_048_576;

/** JSON and YAML below a folder, or the one file; links are not followed. */
async function readFiles(place: string): Promise<ReadonlyMap<string, string>> {
  const info = await stat(place).catch((cause: unknown) => { throw new AppError("resource:notFound", `There is nothing at ${place}.`, { remedy: "Name the folder with the metadata of the other system.", cause }); });
  if (info.isFile()) return new Map([[basename(place), await readFile(place, "utf8")]]);
  const entries = (await readdir(place, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && /\.(json|ya?ml)$/.test(entry.name) && !/(^|[\\/])(\.|node_modules)/.test(relative(place, entry.parentPath)));
  if (entries.length > MOST_FILES) throw new AppError("input:invalid", `There are ${entries.length} files, more than ${MOST_FILES}.`, { remedy: "Name a smaller folder." });
  const files = new Map<string, string>();
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if ((await stat(path)).size <= MOST_BYTES) files.set(relative(place, path).split(sep).join("/"), await readFile(path, "utf8"));
  }
  return files;
}

function lines({ totals, groups }: FidelitySummary): string[] {
  const lost = groups.filter((group) => group.approximated + group.dropped > 0).slice(0, 40);
  const width = Math.max(0, ...lost.map(({ kind, name }) => kind.length + name.length + 1));
  return [
    `${totals.mapped} mapped, ${totals.approximated} approximated, ${totals.dropped} dropped`,
    ...lost.map(({ kind, name, mapped, approximated, dropped, note }) => `  ${`${kind} ${name}`.padEnd(width)}  ${String(mapped).padStart(5)} ${String(approximated).padStart(5)} ${String(dropped).padStart(5)}  ${note ?? ""}`),
  ];
}

export const from: Command = {
  about: "Make a pack out of the metadata of another system: espocrm, frappe or corteza",
  usage: `<${FOREIGN_FORMATS.join("|")}> <folder> [--name <pack>] [--prefix <word>] [--out <folder>] [--report <file>]`, arity: [2, 2], anyWorkspace: true,
  options: {
    name: { type: "string", value: "pack", about: "Name of the pack; that of the folder unless given" },
    prefix: { type: "string", value: "word", about: "In front of every entity's name, where plain names are taken by other packs" },
    out: { type: "string", value: "folder", about: "Folder to write, which does not exist yet; the name of the pack unless given" },
    report: { type: "string", value: "file", about: "Write every single finding there, as JSON" },
  },
  async run({ args: [format = "", place = ""], options }) {
    const name = camel(typeof options["name"] === "string" ? options["name"] : basename(resolve(place)).replace(/\.\w+$/, ""));
    const core = await readPackFolder(join(shippedFolder(), "core"));
    const documents = [...core.files].filter(([path]) => path.endsWith(".json")).map(([path, text]) => ({ pack: "core", path, text }));
    const { pack, report, entities } = importForeign(format, await readFiles(resolve(place)), { name, ...(typeof options["prefix"] === "string" ? { prefix: options["prefix"] } : {}) }, documents);
    const folder = resolve(typeof options["out"] === "string" ? options["out"] : name);
    await writePackFolder(pack, folder);
    if (typeof options["report"] === "string") await writeFile(options["report"], `${JSON.stringify(report.findings, null, 2)}\n`);
    const summary = report.summary();
    return { document: { ok: true, name, folder, entities, ...summary, findings: report.findings }, text: [`Wrote ${folder}: ${entities} entities in ${pack.files.size} files.`, ...lines(summary), `Next: metaloom pack install ${folder}`].join("\n") };
  },
};
