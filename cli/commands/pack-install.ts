/** `metaloom pack plan | install | upgrade | list | export`: packs and the database. A running server takes the new revision within a second. */
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { AppError } from "../../runtime/kernel";
import { packDigest, signerOf, withRequired, writePackFolder, type Asks, type MergePlan, type PackSource, type Published, type UpgradeRequest } from "../../runtime/publish";
import { parseJson } from "../../runtime/model/json";
import { isObject } from "../../runtime/model/patch";
import type { Runtime } from "../../runtime/server";
import { packArchive } from "../../runtime/packs/archive/archive";
import type { Command, Input, OptionSpec, Result } from "../command";
import { withRuntime } from "../runtime";
import { AUTHOR, problemsOf, refusals, sentence } from "./pack-answer";
import { packsNamed, trust, trusted } from "./pack-source";

const yes: OptionSpec = { type: "boolean", about: "Yes to steps that take data out of sight" };
const usage = "<folder, archive or name>…";

/** Each argument is a folder, an archive, or the name of a pack the product ships. */
const named = (runtime: Runtime, { args, options }: Input): Promise<readonly PackSource[]> =>
  Promise.all(args.map((word) => packsNamed(runtime.packsFolder, word))).then((found) => Promise.all(found.flat().map((pack) => trusted(pack, options["trust"]))));

/** The same, with required packs that are missing. */
async function complete(runtime: Runtime, input: Input): Promise<readonly PackSource[]> {
  return withRequired(runtime.packsFolder, await named(runtime, input), new Set((await runtime.packs.list()).map((pack) => pack.name)));
}

const answers = {
  mine: { type: "boolean", about: "Keep the local value wherever both changed the same" },
  theirs: { type: "boolean", about: "Take the new version's value wherever both changed the same" },
  decisions: { type: "string", value: "file", about: 'JSON: conflict id of the plan → "mine", "theirs" or "both"' },
} as const satisfies Record<string, OptionSpec>;

/** @throws AppError input:invalid when the file is none, or both sides are preferred. */
async function answersOf({ options }: Input): Promise<Pick<UpgradeRequest, "decisions" | "prefer">> {
  if (options["mine"] === true && options["theirs"] === true) throw new AppError("input:invalid", "Give --mine or --theirs, not both.", { remedy: "Decide single conflicts with --decisions." });
  const prefer = options["mine"] === true ? "mine" as const : options["theirs"] === true ? "theirs" as const : undefined;
  if (typeof options["decisions"] !== "string") return { prefer };
  const json = parseJson(await readFile(options["decisions"], "utf8"));
  const wrong = () => new AppError("input:invalid", `${String(options["decisions"])} holds no decisions.`, { remedy: 'Write { "<conflict id>": "mine" | "theirs" | "both" }.' });
  if (!json.ok || !isObject(json.value)) throw wrong();
  const decisions = Object.entries(json.value).map(([id, choice]) => {
    if (choice !== "mine" && choice !== "theirs" && choice !== "both") throw wrong();
    return [id, choice] as const;
  });
  return { prefer, decisions: Object.fromEntries(decisions) };
}

function mergeLines({ conflicts, taken, kept, open }: MergePlan): string[] {
  if (conflicts.length + taken.length + kept.length === 0) return [];
  const words = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value).slice(0, 120));
  return [
    `Local changes: ${kept.length} kept, ${taken.length} taken from the new version, ${conflicts.length} met (${open} to decide)`,
    ...conflicts.map(({ id, ours, theirs, choice }) => `  ? ${id}\n      mine: ${words(ours)}\n      theirs: ${words(theirs)}${choice ? `\n      decided: ${choice}` : ""}`),
  ];
}

/** What a pack may do outside the database, in words; nothing for one that stays inside. */
function askLines({ send, call, schedule, more }: Asks): string[] {
  const words = [...send.map((what) => `send ${what}`), ...call.map((origin) => `call ${origin === "*" ? "any address" : origin}`), ...(schedule ? ["begin work at times of its own"] : [])];
  const isNew = more.send.length + more.call.length > 0 || more.schedule;
  return words.length === 0 ? [] : [`  asks to ${words.join(", ")}${isNew ? " (something of this is new)" : ""}`];
}

/** What tells one state of a pack from another, and who vouches for it. */
const markOf = ({ files }: PackSource) => ({ digest: packDigest(files), signedBy: signerOf(files) });

export const plan: Command = {
  about: "Show what installing or upgrading packs would do, without doing it",
  usage: `${usage} [--mine | --theirs] [--decisions <file>] [--trust <key>]`, arity: [1, 100],
  options: { ...answers, trust },
  run: (input) => withRuntime(input, (runtime) => refusals(async () => {
    const sources = await complete(runtime, input);
    const found = await runtime.packs.plan(sources, await answersOf(input));
    const problems = problemsOf(found.problems);
    const packs = found.packs.map((pack) => ({ ...pack, ...markOf(sources.find((source) => source.name === pack.name)!) }));
    const lines = [...packs.flatMap((pack) => [`${pack.name} ${pack.version}: ${pack.does}`, `  digest ${pack.digest}${pack.signedBy ? `, signed by ${pack.signedBy}` : ""}`, ...askLines(pack.asks)]), ...mergeLines(found.merge), ...found.steps.map((step) => `  ${step.destructive ? "! " : "- "}${step.text}`), ...problems.map(sentence)];
    return { ok: problems.length === 0, document: { ok: problems.length === 0, problems, packs, steps: found.steps, destructive: found.destructive, rows: found.rows, merge: found.merge }, text: lines.join("\n") };
  })),
};

function published(input: Input, result: Published): Result {
  const text = result.changed ? [`Revision ${result.revision}.`, ...result.steps.map((step) => `  - ${step.text}`)].join("\n") : "Nothing to do: the packs are installed already.";
  for (const warning of result.warnings) input.say(`${warning.file}: ${warning.message}. ${warning.remedy}`);
  return { document: { ok: true, revision: result.revision, changed: result.changed, steps: result.steps }, text };
}

/** @throws AppError state:wrong when a test fails. Loaded when asked for: tests open an installation of their own. */
async function mustPass(packs: readonly PackSource[], library: string): Promise<void> {
  const { passed, testLines, testPacks } = await import("./pack-test");
  const tests = await testPacks(packs, library);
  if (!passed(tests)) throw new AppError("state:wrong", `The packs' tests fail; nothing was installed.\n${testLines(tests).join("\n")}`, { remedy: "Mend the pack, or install without --test." });
}

export const install: Command = {
  about: "Install packs, with the ones they require, in one transaction",
  usage: `${usage} [--demo] [--test] [--yes] [--trust <key>]`, arity: [1, 100],
  options: { demo: { type: "boolean", about: "Demo data too" }, test: { type: "boolean", about: "Run the tests of the packs first, on an installation of their own; install only when they pass" }, yes, trust },
  run: (input) => withRuntime(input, (runtime) => refusals(async () => {
    const packs = await complete(runtime, input);
    if (input.options["test"] === true) await mustPass(await named(runtime, input), runtime.packsFolder);
    return published(input, await runtime.packs.install({ packs, demo: input.options["demo"] === true, confirmDestructive: input.options["yes"] === true, author: AUTHOR }));
  })),
};

export const upgrade: Command = {
  about: "Replace installed packs by other versions; local changes are merged with them",
  usage: `${usage} [--install] [--test] [--yes] [--mine | --theirs] [--decisions <file>] [--trust <key>]`, arity: [1, 100],
  options: { install: { type: "boolean", about: "Packs that are not there yet are installed, as a promotion needs it" }, test: { type: "boolean", about: "Run the packs' tests first, with the local changes merged in, on an installation of their own; upgrade only when they pass" }, yes, ...answers, trust },
  run: (input) => withRuntime(input, (runtime) => refusals(async () => {
    const [packs, chosen] = [await named(runtime, input), await answersOf(input)];
    if (input.options["test"] === true) await mustPass(await runtime.packs.merged(packs, chosen), runtime.packsFolder);
    return published(input, await runtime.packs.upgrade({ packs, orInstall: input.options["install"] === true, confirmDestructive: input.options["yes"] === true, author: AUTHOR, ...chosen }));
  })),
};

export const list: Command = {
  about: "List the installed packs",
  run: (input) => withRuntime(input, async (runtime) => {
    const packs = (await runtime.packs.list()).map(({ name, version, revision, installedAt, digest }) => ({ name, version, revision, installedAt, digest }));
    return { document: { ok: true, packs }, text: packs.map((pack) => `${pack.name}\t${pack.version}\trevision ${pack.revision}\t${pack.digest.slice(0, 12)}`).join("\n") || "No packs are installed." };
  }),
};

export const exportPack: Command = {
  about: "Write the files of an installed pack as they were installed, or (--local) what was made on this installation",
  usage: "<name> | --local [--out <folder or .tgz>]", arity: [0, 1],
  options: {
    out: { type: "string", value: "folder", about: "Folder that does not exist yet, or a file that ends in .tgz; the pack's name unless given" },
    local: { type: "boolean", about: "Documents made here, shared views and local changes of packs, for `pack install` elsewhere" },
  },
  run: (input) => withRuntime(input, async (runtime) => {
    const pack = await wanted(runtime, input);
    const folder = resolve(typeof input.options["out"] === "string" ? input.options["out"] : pack.name);
    if (folder.endsWith(".tgz")) {
      await writeFile(folder, packArchive(pack), { flag: "wx" });
      return { document: { files: pack.files.size, file: folder }, text: `Wrote ${folder}.` };
    }
    const files = await writePackFolder(pack, folder);
    return { document: { files, folder }, text: `Wrote ${files} files to ${folder}.` };
  }),
};

/** @throws AppError input:invalid unless exactly one of a name and --local is given. */
async function wanted(runtime: Runtime, { args, options }: Input): Promise<PackSource> {
  const [name] = args;
  if ((name === undefined) === (options["local"] !== true)) throw new AppError("input:invalid", "Say what to export.", { remedy: "Give the name of an installed pack, or --local." });
  return name === undefined ? runtime.packs.exportLocal() : runtime.packs.export(name);
}
