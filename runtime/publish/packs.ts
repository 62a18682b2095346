/**
 * Packs: installed, upgraded and exported as a whole. Installing several at once is one revision; requirements, circles and
 * versions are checked by the model loader, which sees all of them together.
 */
import { AppError } from "../kernel";
import { askedBy, capabilitiesBeyond } from "../model/capabilities";
import type { Choice } from "../model/merge";
import type { Capabilities } from "../model/types";
import { commit, type Author, type Published, type PublishDeps, type SeedOptions } from "./commit";
import { LOCAL_PACK } from "../model/source";
import { loadFiles } from "./live";
import { localFiles, localSource, withLocal } from "./local-pack";
import { withoutMarks } from "./made-here";
import { rememberChoices, rememberedChoices } from "./merge-decisions";
import type { PackSource } from "./pack-folder";
import { packsIn } from "./packs-in";
import { planEdit, type PublishPlan } from "./publisher";
import { readFiles, readHead, readPacks, type InstalledPack } from "./store";
import { digestOf, packFiles, packFolder, treeOf, type Files } from "./tree";
import { createUninstall, type DataPlan, type UninstallPlan, type UninstallRequest } from "./uninstall";
import { upgradeFiles, type Upgrade, type UpgradeConflict } from "./upgrade";

export interface InstallRequest extends Partial<SeedOptions> {
  readonly packs: readonly PackSource[];
  readonly author: Author;
  readonly confirmDestructive?: boolean;
}

export interface UpgradeRequest extends InstallRequest {
  /** Id of a conflict → whose value counts. */
  readonly decisions?: Readonly<Record<string, Choice>>;
  /** For conflicts without a decision of their own. */
  readonly prefer?: "mine" | "theirs";
  /** Packs that are not there yet are installed, instead of refused. */
  readonly orInstall?: boolean;
}

/** What the three-way merge of local changes found. */
export interface MergePlan {
  readonly conflicts: readonly UpgradeConflict[];
  /** How many of them still need a decision. */
  readonly open: number;
  /** `<pack>/<document>#<path>` of what comes from the new version, and of local changes that stay. */
  readonly taken: readonly string[];
  readonly kept: readonly string[];
}

export interface PackPlan extends PublishPlan {
  readonly merge: MergePlan;
  /** What would happen to each pack. */
  readonly packs: readonly { readonly name: string; readonly version: string; readonly does: "install" | "upgrade" | "nothing"; readonly from?: string; readonly asks: Asks }[];
}

/** Capabilities a pack asks for; `more` are those that the installed version does not have. */
export interface Asks extends Capabilities {
  readonly more: Capabilities;
}

export interface Packs {
  list(): Promise<readonly InstalledPack[]>;
  plan(packs: readonly PackSource[], answers?: Pick<UpgradeRequest, "decisions" | "prefer">): Promise<PackPlan>;
  /** Adds packs that are not there; one that is there unchanged is left alone. @throws AppError state:wrong when another state of it is installed. */
  install(request: InstallRequest): Promise<Published>;
  /**
   * Replaces installed packs. Local changes are merged with the new versions, property by property.
   * @throws AppError conflict:merge with every question that has no answer yet
   */
  upgrade(request: UpgradeRequest): Promise<Published>;
  /**
   * Every pack as it would be after the upgrade, local changes as a pack of their own: what tests are run against before it.
   * @throws AppError conflict:merge
   */
  merged(packs: readonly PackSource[], answers?: Pick<UpgradeRequest, "decisions" | "prefer">): Promise<readonly PackSource[]>;
  /** What uninstalling would take away, with counts; see uninstall.ts. @throws AppError resource:notFound */
  planUninstall(name: string, data: DataPlan): Promise<UninstallPlan>;
  /** @throws AppError state:wrong, metadata:destructive, metadata:invalid; see uninstall.ts. */
  uninstall(request: UninstallRequest): Promise<Published>;
  /** What was made here, as a folder for another installation; see local-pack.ts. @throws AppError state:wrong when that is nothing. */
  exportLocal(): Promise<PackSource & { readonly version: string }>;
  /** The files exactly as they were installed. @throws AppError resource:notFound */
  export(name: string): Promise<PackSource & { readonly version: string }>;
}

export function createPacks(deps: PublishDeps): Packs {
  const { database } = deps;
  const uninstalling = createUninstall(deps);
  const installed = async (): Promise<ReadonlyMap<string, InstalledPack>> => new Map((await readPacks(database)).map((pack) => [pack.name, pack]));

  async function publish(request: UpgradeRequest, packs: readonly PackSource[], verb: "Installs" | "Upgrades"): Promise<Published> {
    const names = packs.map((pack) => `${pack.name} ${versionOf(pack)}`).join(", ");
    return commit(deps, {
      edit: (files) => (verb === "Upgrades" ? decided(mergePacks(files, packs, request)) : withPacks(files, packs, false)), summary: `${verb} ${names}`, author: request.author, confirmDestructive: request.confirmDestructive,
      seed: { packs: await inOrder(deps, packs), demo: verb === "Installs" && (request.demo ?? false), upgrade: verb === "Upgrades" },
    });
  }

  return {
    list: () => readPacks(database),

    async plan(packs, answers = {}) {
      const present = await installed();
      let upgrade: Upgrade | undefined;
      let here: ReadonlyMap<string, string> = new Map();
      const plan = await planEdit(deps, (files) => {
        here = new Map(localFiles(files));
        return (upgrade = mergePacks(files, packs, answers)).files;
      });
      const { conflicts = [], taken = [], kept = [] } = upgrade ?? {};
      return {
        ...plan,
        merge: { conflicts, open: conflicts.filter(({ choice }) => choice === undefined).length, taken, kept },
        packs: packs.map((pack) => {
          const old = present.get(pack.name);
          const isThere = pack.name === LOCAL_PACK && [...pack.files].every(([path, text]) => path === "pack.json" || here.get(path) === text);
          const does = isThere ? "nothing" as const : old === undefined ? "install" as const : old.digest === digestOfPack(pack) ? "nothing" as const : "upgrade" as const;
          const asked = askedBy(manifestOf(pack));
          return { name: pack.name, version: versionOf(pack), does, ...(old ? { from: old.version } : {}), asks: { ...asked, more: capabilitiesBeyond(asked, askedBy(old?.manifest)) } };
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
        if (!request.orInstall && !present.has(pack.name)) throw new AppError("state:wrong", `The pack "${pack.name}" is not installed.`, { remedy: "Install it instead." });
      }
      return publish(request, request.packs, "Upgrades");
    },

    async merged(packs, answers = {}) {
      const head = await readHead(database);
      return packsIn(decided(mergePacks(await readFiles(database, head.tree), packs, answers)));
    },

    planUninstall: uninstalling.plan,
    uninstall: uninstalling.run,

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

const manifestOf = (pack: PackSource): { readonly version?: unknown; readonly capabilities?: Partial<Capabilities> } => JSON.parse(pack.files.get("pack.json")!.replace(/^\ufeff/, "")) as object;
const versionOf = (pack: PackSource): string => String(manifestOf(pack).version ?? "?");
const digestOfPack = (pack: PackSource): string => digestOf(treeOf(pack.files));

/** Files with these packs in place of what was there of them; what was made elsewhere goes among what was made here. */
function withPacks(given: Files, sources: readonly PackSource[], replaceLocal: boolean): Files {
  const packs = sources.filter((pack) => pack.name !== LOCAL_PACK);
  const files = sources.filter((pack) => pack.name === LOCAL_PACK).reduce((before, local) => withLocal(before, local, replaceLocal), withoutMarks(given, packs.map((pack) => pack.name)));
  const folders = packs.map((pack) => packFolder(pack.name));
  const rest = [...files].filter(([path]) => !folders.some((folder) => path.startsWith(folder)));
  return new Map([...rest, ...packs.flatMap((pack) => [...pack.files].map(([path, text]) => [packFolder(pack.name) + path, text] as const))]);
}

/** Files with these versions of packs, local changes merged in; packs that are not there yet are added. */
function mergePacks(given: Files, sources: readonly PackSource[], { decisions = {}, prefer }: Pick<UpgradeRequest, "decisions" | "prefer">): Upgrade {
  const files = withPacks(given, sources.filter((pack) => pack.name === LOCAL_PACK), true);
  const packs = sources.filter((pack) => pack.name !== LOCAL_PACK);
  const remembered = rememberedChoices(files, packs.map((pack) => pack.name));
  const answer = (id: string): Choice | undefined => (Object.hasOwn(decisions, id) ? decisions[id] : undefined);
  return upgradeFiles(files, packs, (conflict) => {
    const choice = answer(conflict.id) ?? remembered(conflict) ?? prefer;
    return choice !== undefined && conflict.choices.includes(choice) ? choice : undefined;
  });
}

/** @throws AppError conflict:merge when a question is open. */
function decided(upgrade: Upgrade): Files {
  const open = upgrade.conflicts.filter(({ choice }) => choice === undefined);
  if (open.length === 0) return rememberChoices(upgrade.files, upgrade.conflicts);
  throw new AppError("conflict:merge", `${open.length} local ${open.length === 1 ? "change meets" : "changes meet"} changes of the new version. Nothing was upgraded.`, {
    remedy: 'Decide each: send "decisions" with "mine", "theirs" or "both" by conflict id, or "prefer" for all. The plan shows both values.',
    details: { conflicts: open },
    issues: open.map(({ id, kind, choices }) => ({ pointer: `/decisions/${id.replaceAll("~", "~0").replaceAll("/", "~1")}`, code: kind, message: MEETS[kind], remedy: `Choose ${choices.join(" or ")}.` })),
  });
}

const MEETS: Readonly<Record<UpgradeConflict["kind"], string>> = {
  value: "Both changed this to different values.", removedHere: "Removed here, changed by the new version.",
  removedThere: "Changed here, removed by the new version.", order: "Both put these into another order.",
};

/** Required packs first, as the loader orders them. When it finds problems the commit will tell them. */
async function inOrder(deps: PublishDeps, packs: readonly PackSource[]): Promise<readonly string[]> {
  const head = await readHead(deps.database);
  const result = loadFiles(deps.load, head.revision + 1, withPacks(await readFiles(deps.database, head.tree), packs, true));
  const names = new Set(packs.map((pack) => pack.name));
  // What was made elsewhere has no manifest of its own in the model, but may bring reference data.
  return result.ok ? [...result.model.packs.map((pack) => pack.name), LOCAL_PACK].filter((name) => names.has(name)) : [...names];
}
