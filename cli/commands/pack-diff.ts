/** `metaloom pack diff`: what differs between two states of a pack, per document and property, by ids. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { AppError } from "../../runtime/kernel";
import { diffFiles, effectivePack, type Difference, type PackSource } from "../../runtime/publish";
import type { Runtime } from "../../runtime/server";
import type { Command, Input } from "../command";
import { REMOTE_OPTIONS, remoteOf } from "../remote";
import { withRuntime } from "../runtime";
import { filesThere, readState } from "./pack-remote";
import { packNamed } from "./pack-source";

type Side = Pick<PackSource, "name" | "files">;

const isOnDisk = (word: string): boolean => existsSync(word);
const shown = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value).slice(0, 100));
const SIGNS = { added: "+", removed: "-", changed: "~", moved: ">" } as const;

function lines({ file, change, properties = [] }: Difference): string[] {
  return [`${SIGNS[change]} ${file}`, ...properties.map((one) => `    ${SIGNS[one.change]} ${one.path}${one.change === "changed" ? `: ${shown(one.before)} -> ${shown(one.after)}` : ""}`)];
}

/** A folder or archive, or the pack of that name as it was installed. */
const side = async (word: string, runtime: Runtime | undefined): Promise<Side> => (isOnDisk(word) ? packNamed("", word) : runtime!.packs.export(word));

/** The pack as it counts on a running instance, and the folder; the instance comes first. */
async function comparedThere(input: Input): Promise<{ before: Side; after: Side }> {
  const after = await packNamed("", input.args[0]!);
  const remote = remoteOf(input.options["url"] ?? (await readState(resolve(input.args[0]!)))?.url, input.options["key"]);
  return { before: { name: after.name, files: await filesThere(remote, after.name) }, after };
}

async function compared(input: Input, runtime: Runtime | undefined): Promise<{ before: Side; after: Side }> {
  const [first = "", second] = input.args;
  const before = await side(first, runtime);
  if (second !== undefined) return { before, after: await side(second, runtime) };
  const { files } = await runtime!.publisher.files();
  const here = effectivePack(files, before.name);
  if (here.size === 0) throw new AppError("resource:notFound", `There is no installed pack "${before.name}".`, { remedy: "`metaloom pack list` shows them all." });
  return { before, after: { name: before.name, files: here } };
}

export const diff: Command = {
  about: "Show what differs between two states of a pack: folders, archives, installed ones, or this instance with its local changes",
  usage: "<folder or name> <folder or name> | <folder or name> --instance | <folder> --key <key> [--url <url>]", arity: [1, 2],
  options: {
    ...REMOTE_OPTIONS, instance: { type: "boolean", about: "Compare with the pack as it counts here, local changes worked in" } },
  async run(input) {
    const { args, options } = input;
    const isRemote = options["key"] !== undefined || options["url"] !== undefined;
    if ([args.length === 2, options["instance"] === true, isRemote].filter(Boolean).length !== 1) throw new AppError("input:invalid", "Say what to compare with.", { remedy: "Name a second folder or pack, add --instance, or --url and --key of a running one." });
    const needsDatabase = options["instance"] === true || args.some((word) => !isOnDisk(word));
    const { before, after } = await (isRemote ? comparedThere(input) : needsDatabase ? withRuntime(input, (runtime) => compared(input, runtime)) : compared(input, undefined));
    const differences = diffFiles(before.files, after.files);
    const text = differences.length === 0 ? "Nothing differs." : [...differences.flatMap(lines), `${differences.length} ${differences.length === 1 ? "document differs" : "documents differ"}.`].join("\n");
    return { document: { ok: true, equal: differences.length === 0, differences }, text };
  },
};
