/**
 * `metaloom pack pull | push`: a pack in a folder (a repository, say) and the same pack on a running instance, where people change it on
 * screens. What both agreed on last is kept in the folder's hidden file `.metaloom.json`, so that changes of both sides are merged.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { AppError } from "../../runtime/kernel";
import { changesOf, mergeFolders, type FileChange, type SyncConflict } from "../../runtime/packs/sync/sync";
import { packSource, readFolderFiles, type Files } from "../../runtime/publish";
import type { Command, Result } from "../command";
import { REMOTE_OPTIONS, remoteOf, type Remote } from "../remote";
import { refusals } from "./pack-answer";

const STATE = ".metaloom.json";

/** What a folder remembers of the instance. */
interface FolderState {
  readonly url: string;
  readonly pack: string;
  readonly base: Files;
}

/** undefined for a folder that was never pulled. @throws AppError metadata:invalid when the hidden file is damaged */
export async function readState(folder: string): Promise<FolderState | undefined> {
  const path = join(folder, STATE);
  if (!existsSync(path)) return undefined;
  try {
    const { url, pack, base } = JSON.parse(await readFile(path, "utf8")) as { url: string; pack: string; base: Record<string, string> };
    if (typeof url === "string" && typeof pack === "string" && typeof base === "object" && base !== null) return { url, pack, base: new Map(Object.entries(base)) };
  } catch {
    // Said below: how it is damaged does not matter.
  }
  throw new AppError("metadata:invalid", `${path} cannot be read.`, { remedy: "Get it back from the repository, or delete it and pull again into an empty folder." });
}

const writeState = (folder: string, { url, pack, base }: FolderState): Promise<void> =>
  writeFile(join(folder, STATE), `${JSON.stringify({ about: "Made by metaloom pack pull and push: the files both sides agreed on last.", url, pack, base: Object.fromEntries(base) }, null, 1)}\n`);

/** The pack as it counts there, local changes worked in. @throws AppError resource:notFound */
export async function filesThere(remote: Remote, pack: string): Promise<Files> {
  const { files } = await remote.ask<{ files: Record<string, string> }>("GET", `/packs/${encodeURIComponent(pack)}/export?changed=true`);
  return new Map(Object.entries(files));
}

const filesHere = async (folder: string): Promise<Files> => (existsSync(folder) ? readFolderFiles(folder) : new Map<string, string>());

async function writeFiles(folder: string, before: Files, after: Files): Promise<void> {
  for (const { file, change } of changesOf(before, after)) {
    const path = join(folder, file);
    if (change === "removed") await rm(path);
    else {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, after.get(file)!, "utf8");
    }
  }
}

const SIGNS = { added: "+", changed: "~", removed: "-" } as const;
const said = (changes: readonly FileChange[]): readonly string[] => changes.map(({ file, change }) => `${SIGNS[change]} ${file}`);
const short = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value).slice(0, 80));

function refused(conflicts: readonly SyncConflict[]): Result {
  const lines = conflicts.map(({ file, path, ours, theirs }) => `! ${file}${path ? ` ${path}: here ${short(ours)}, there ${short(theirs)}` : ""}`);
  return { ok: false, document: { ok: false, conflicts }, text: [...lines, `${conflicts.length} ${conflicts.length === 1 ? "place was" : "places were"} changed here and there. Nothing was written.`, "Add --prefer mine or --prefer theirs, or make one side like the other and pull again."].join("\n") };
}

const preferred = (value: unknown): "mine" | "theirs" | undefined => {
  if (value === undefined || value === "mine" || value === "theirs") return value;
  throw new AppError("input:invalid", `"${String(value)}" is no side.`, { remedy: "Write --prefer mine or --prefer theirs." });
};

export const pull: Command = {
  about: "Bring a pack from a running instance into a folder, merged with what was changed in the folder since the last pull",
  usage: "<name> [--dir <folder>] --url <url> --key <key>", arity: [1, 1], anyWorkspace: true,
  options: { ...REMOTE_OPTIONS, dir: { type: "string", value: "folder", about: "Folder of the pack; its name unless given" }, prefer: { type: "string", value: "side", about: "mine or theirs, for what was changed on both sides" } },
  run: ({ args: [name = ""], options }) => refusals(async () => {
    const folder = resolve(typeof options["dir"] === "string" ? options["dir"] : name);
    const state = await readState(folder);
    if (state && state.pack !== name) throw new AppError("input:invalid", `${folder} holds the pack "${state.pack}".`, { remedy: `Pull "${name}" into another folder.` });
    const remote = remoteOf(options["url"] ?? state?.url, options["key"]);
    const [here, there] = [await filesHere(folder), await filesThere(remote, name)];
    const { files, conflicts } = mergeFolders(state?.base ?? new Map(), there, here, preferred(options["prefer"]));
    if (conflicts.length > 0) return refused(conflicts);
    const changes = changesOf(here, files);
    await mkdir(folder, { recursive: true });
    await writeFiles(folder, here, files);
    await writeState(folder, { url: remote.url, pack: name, base: there });
    return { document: { ok: true, folder, changes }, text: changes.length === 0 ? "Nothing changed there." : said(changes).join("\n") };
  }),
};

interface Plan {
  readonly problems: readonly { readonly message: string; readonly file?: string; readonly pointer?: string; readonly remedy?: string }[];
  readonly steps: readonly { readonly text: string }[];
}

export const push: Command = {
  about: "Bring a pack from a folder to a running instance; refused while the instance has changes the folder has not pulled",
  usage: "<folder> --key <key> [--url <url>] [--dry-run]", arity: [1, 1], anyWorkspace: true,
  options: { ...REMOTE_OPTIONS, "dry-run": { type: "boolean", about: "Say what would happen; change nothing" }, yes: { type: "boolean", about: "Yes to steps that take data out of sight" } },
  run: ({ args: [word = "."], options }) => refusals(async () => {
    const folder = resolve(word);
    const state = await readState(folder);
    const remote = remoteOf(options["url"] ?? state?.url, options["key"]);
    const here = packSource(await readFolderFiles(folder));
    const there = await filesThere(remote, here.name).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "resource:notFound") return undefined;
      throw error;
    });
    const meanwhile = there && changesOf(state?.base ?? new Map(), there);
    if (there && meanwhile && meanwhile.length > 0 && changesOf(here.files, there).length > 0) {
      throw new AppError("conflict:revision", `The instance has changes this folder has not pulled: ${meanwhile.slice(0, 5).map(({ file }) => file).join(", ")}${meanwhile.length > 5 ? ` and ${meanwhile.length - 5} more` : ""}.`, { remedy: `Run: metaloom pack pull ${here.name} --dir ${word}` });
    }
    const changes = changesOf(there ?? new Map(), here.files);
    const body = { packs: [{ files: Object.fromEntries(here.files) }] };
    if (options["dry-run"] === true) {
      const { problems, steps } = await remote.ask<Plan>("POST", "/packs/plan", body);
      return { ok: problems.length === 0, document: { ok: problems.length === 0, changes, problems, steps }, text: [...said(changes), ...problems.map(({ file, message }) => `! ${file ?? ""} ${message}`), ...steps.map(({ text }) => `  ${text}`)].join("\n") || "Nothing would change." };
    }
    if (changes.length > 0) await remote.ask("POST", "/packs/upgrade", { ...body, orInstall: true, ...(options["yes"] === true ? { confirmDestructive: true } : {}), prefer: "theirs" });
    const after = await filesThere(remote, here.name);
    await writeState(folder, { url: remote.url, pack: here.name, base: after });
    // A local change of the instance that the folder takes back stays there: only people on its screens give it up.
    const kept = changesOf(here.files, after).map(({ file }) => file);
    const text = [...(changes.length === 0 ? ["The instance has it already."] : said(changes)), ...kept.map((file) => `! ${file} keeps a local change there; take it back on the instance, or pull it.`)];
    return { ok: kept.length === 0, document: { ok: kept.length === 0, changes, kept }, text: text.join("\n") };
  }),
};
