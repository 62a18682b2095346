/** `metaloom pack validate` and `pack types`: packs in folders, without a database. */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { AppError, isAppError } from "../../runtime/kernel";
import { recordTypesText } from "../../runtime/model/record-types-text";
import { loadAppModel, type LoadResult, type Problem } from "../../runtime/model/server";
import { documentsInFolder } from "../../runtime/publish";
import type { Command, Input, OptionSpec } from "../command";

const packsOption: OptionSpec = { type: "string", value: "folder", about: "Where required packs lie; the packs of the product unless given" };

/** Packs the product ships: beside the sources, or beside the built file. */
export function shippedFolder(): string {
  const places = ["../../metadata/packs/", "../metadata/packs/"].map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return places.find((place) => existsSync(place)) ?? resolve("metadata/packs");
}

interface Loaded {
  readonly pack: string;
  readonly count: number;
  readonly result: LoadResult;
  /** `<pack>/<path>` → path a person can open. */
  place(file: string): string;
}

async function load({ args, options }: Input): Promise<Loaded> {
  const folder = resolve(args[0]!);
  const library = typeof options["packs"] === "string" ? resolve(options["packs"]) : shippedFolder();
  const { pack, documents } = await documentsInFolder(folder, library);
  const place = (file: string): string => {
    const path = file.startsWith(`${pack}/`) ? join(folder, file.slice(pack.length + 1)) : join(library, file);
    return relative(process.cwd(), path) || path;
  };
  return { pack, count: documents.filter((document) => document.pack === pack).length, result: loadAppModel({ revision: 0, documents }), place };
}

interface Shown {
  readonly file: string;
  readonly pointer: string;
  readonly line?: number;
  readonly column?: number;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

const shown = (place: Loaded["place"]) => ({ file, ...problem }: Problem): Shown => ({ file: place(file), ...problem });

function sentence({ file, pointer, line, column, message, remedy }: Shown): string {
  return `${file}${line === undefined ? "" : `:${line}:${column}`} ${pointer}\n  ${message}. ${remedy}`;
}

/** Problems of reading the folder (a link, a file too large) are answered like those of its documents. */
async function validatePack(input: Input) {
  try {
    const { pack, count, result, place } = await load(input);
    const problems = (result.ok ? [] : result.problems).map(shown(place));
    const warnings = (result.ok ? result.warnings : []).map(shown(place));
    const text = result.ok ? `The pack "${pack}" is good: ${count} documents.` : `${problems.map(sentence).join("\n")}\n${problems.length} ${problems.length === 1 ? "problem" : "problems"}.`;
    return { ok: result.ok, document: { ok: result.ok, problems, ...(warnings.length > 0 ? { warnings } : {}) }, text };
  } catch (error) {
    if (!isAppError(error) || error.code !== "metadata:invalid") throw error;
    const file = join(input.args[0]!, String(error.details?.["file"] ?? ""));
    return { ok: false, document: { ok: false, problems: error.issues.map(({ pointer, code, message, remedy }) => ({ file, pointer, code, message, remedy: remedy ?? "" })) }, text: `${error.message} ${error.remedy ?? ""}` };
  }
}

export const validate: Command = {
  about: "Check a pack folder together with the packs it requires",
  usage: "<folder> [--packs <folder>]",
  arity: [1, 1],
  anyWorkspace: true,
  options: { packs: packsOption },
  run: validatePack,
};

export const types: Command = {
  about: "Write TypeScript types of the records of a pack and the packs it requires",
  usage: "<folder> [--out <file>] [--language <tag>]",
  arity: [1, 1],
  anyWorkspace: true,
  options: {
    packs: packsOption,
    out: { type: "string", value: "file", about: "Write there instead of standard output" },
    language: { type: "string", value: "tag", about: "Language of the comments; en unless given" },
  },
  async run(input) {
    const { result, place } = await load(input);
    if (!result.ok) throw new AppError("metadata:invalid", "The pack has problems.", { remedy: "Run `metaloom pack validate` and mend them.", issues: result.problems.map(({ file, pointer, code, message, remedy }) => ({ pointer: `${place(file)}#${pointer}`, code, message, remedy })) });
    const { out, language } = input.options;
    const text = recordTypesText(result.model, typeof language === "string" ? language : "en");
    const entities = [...result.model.entities.keys()];
    if (typeof out !== "string") return { document: { ok: true, entities, text }, text };
    await writeFile(out, text);
    return { document: { ok: true, entities, file: out }, text: `Wrote ${out}: ${entities.length} entities.` };
  },
};
