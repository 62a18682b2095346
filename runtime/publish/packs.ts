/**
 * Packs: installed, upgraded and exported as a whole. Installing several at once is one revision; requirements, circles and
 * versions are checked by the model loader, which sees all of them together.
 */
import { AppError } from "../kernel";
import type { Problem } from "../model/problem";
import { commit, type Author, type Published, type PublishDeps, type SeedOptions } from "./commit";
import { LOCAL_PACK } from "../model/source";
import { loadFiles } from "./live";
import { localSource, withLocal } from "./local-pack";
import type { PackSource } from "./pack-folder";
import { planEdit, type PublishPlan } from "./publisher";
import { readFiles, readHead, readPacks, type InstalledPack } from "./store";
import { digestOf, packFiles, packFolder, treeOf, type Files } from "./tree";

export interface InstallRequest extends Partial<SeedOptions> {
  readonly packs: readonly PackSource[];
  readonly author: Author;
  readonly confirmDestructive?: boolean;
}

export interface PackPlan extends PublishPlan {
  /** What would happen to each pack. */
  readonly packs: readonly { readonly name: string; readonly version: string; readonly does: "install" | "upgrade" | "nothing"; readonly from?: string }[];
}

export interface Packs {
  list(): Promise<readonly InstalledPack[]>;
  plan(packs: readonly PackSource[]): Promise<PackPlan>;
  /** Adds packs that are not there; one that is there unchanged is left alone. @throws AppError state:wrong when another state of it is installed. */
  install(request: InstallRequest): Promise<Published>;
  /** Replaces installed packs. Local changes are kept; when one would lose its place, the upgrade is refused and says which. */
  upgrade(request: InstallRequest): Promise<Published>;
  /** What was made here, as a folder for another installation; see local-pack.ts. @throws AppError state:wrong when that is nothing. */
  exportLocal(): Promise<PackSource & { readonly version: string }>;
  /** The files exactly as they were installed. @throws AppError resource:notFound */
  export(name: string): Promise<PackSource & { readonly version: string }>;
}

export function createPacks(deps: PublishDeps): Packs {
  const { database } = deps;
  const installed = async (): Promise<ReadonlyMap<string, InstalledPack>> => new Map((await readPacks(database)).map((pack) => [pack.name, pack]));

  async function publish(request: InstallRequest, packs: readonly PackSource[], verb: "Installs" | "Upgrades"): Promise<Published> {
    const names = packs.map((pack) => `${pack.name} ${versionOf(pack)}`).join(", ");
    return commit(deps, {
      edit: (files) => withPacks(files, packs, verb === "Upgrades"), summary: `${verb} ${names}`, author: request.author, confirmDestructive: request.confirmDestructive,
      seed: { packs: await inOrder(deps, packs), demo: verb === "Installs" && (request.demo ?? false), upgrade: verb === "Upgrades" },
    });
  }

  return {
    list: () => readPacks(database),

    async plan(packs) {
      const present = await installed();
      const plan = await planEdit(deps, (files) => withPacks(files, packs, true));
      return {
        ...plan,
        packs: packs.map((pack) => {
          const old = present.get(pack.name);
          const does = old === undefined ? "install" as const : old.digest === digestOfPack(pack) ? "nothing" as const : "upgrade" as const;
          return { name: pack.name, version: versionOf(pack), does, ...(old ? { from: old.version } : {}) };
        }),
      };
    },

    async install(request) {
      const present = await installed();
      const packs = request.packs.filter((pack) => present.get(pack.name)?.digest !== digestOfPack(pack));
      for (const pack of packs) {
        const old = present.get(pack.name);
        if (old) throw new AppError("state:wrong", `The pack "${pack.name}" is installed already, in version ${old.version}.`, { remedy: "Upgrade it instead." });
      }
      return publish(request, packs, "Installs");
    },

    async upgrade(request) {
      const present = await installed();
      for (const pack of request.packs.filter((one) => one.name !== LOCAL_PACK)) {
        if (!present.has(pack.name)) throw new AppError("state:wrong", `The pack "${pack.name}" is not installed.`, { remedy: "Install it instead." });
      }
      await refuseOrphans(deps, request.packs);
      return publish(request, request.packs, "Upgrades");
    },

    async exportLocal() {
      const head = await readHead(database);
      return localSource(await readFiles(database, head.tree), await readPacks(database), "en");
    },

    async export(name) {
      const pack = (await installed()).get(name);
      if (!pack) throw new AppError("resource:notFound", `There is no installed pack "${name}".`, { remedy: "Look at the list of packs." });
      const head = await readHead(database);
      return { name, version: pack.version, files: packFiles(await readFiles(database, head.tree), name) };
    },
  };
}

const versionOf = (pack: PackSource): string => String((JSON.parse(pack.files.get("pack.json")!.replace(/^\ufeff/, "")) as { version?: unknown }).version ?? "?");
const digestOfPack = (pack: PackSource): string => digestOf(treeOf(pack.files));

/** Files with these packs in place of what was there of them; what was made elsewhere goes among what was made here. */
function withPacks(given: Files, sources: readonly PackSource[], replaceLocal: boolean): Files {
  const packs = sources.filter((pack) => pack.name !== LOCAL_PACK);
  const files = sources.filter((pack) => pack.name === LOCAL_PACK).reduce((before, local) => withLocal(before, local, replaceLocal), given);
  const folders = packs.map((pack) => packFolder(pack.name));
  const rest = [...files].filter(([path]) => !folders.some((folder) => path.startsWith(folder)));
  return new Map([...rest, ...packs.flatMap((pack) => [...pack.files].map(([path, text]) => [packFolder(pack.name) + path, text] as const))]);
}

/** Required packs first, as the loader orders them. When it finds problems the commit will tell them. */
async function inOrder(deps: PublishDeps, packs: readonly PackSource[]): Promise<readonly string[]> {
  const head = await readHead(deps.database);
  const result = loadFiles(deps.load, head.revision + 1, withPacks(await readFiles(deps.database, head.tree), packs, true));
  const names = new Set(packs.map((pack) => pack.name));
  return result.ok ? result.model.packs.map((pack) => pack.name).filter((name) => names.has(name)) : [...names];
}

const isOrphan = (problem: Problem): boolean => problem.code === "orphan";
const key = (problem: Problem): string => `${problem.file}${problem.pointer}`;

/** Until the three-way merge, an upgrade must not leave a local change behind that no longer finds its node. */
async function refuseOrphans(deps: PublishDeps, packs: readonly PackSource[]): Promise<void> {
  const head = await readHead(deps.database);
  const files = await readFiles(deps.database, head.tree);
  const before = loadFiles(deps.load, head.revision, files);
  const after = loadFiles(deps.load, head.revision + 1, withPacks(files, packs, true));
  if (!after.ok) return;
  const known = new Set(before.ok ? before.warnings.filter(isOrphan).map(key) : []);
  const lost = after.warnings.filter((problem) => isOrphan(problem) && !known.has(key(problem)));
  if (lost.length === 0) return;
  throw new AppError("state:wrong", `The upgrade would leave ${lost.length} local ${lost.length === 1 ? "change" : "changes"} without a place: ${lost.map((problem) => problem.message).join("; ")}.`, {
    remedy: "Take these local changes back, then upgrade.", issues: lost,
  });
}
