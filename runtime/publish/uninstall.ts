/**
 * Uninstalling a pack. What becomes of its data is said beforehand:
 *
 * - *keep*: the pack is detached. Its documents become documents made here, with the local changes of them; tables and records stay.
 * - *archive*: its documents go, with the local changes that rest on them; tables and columns go out of sight and come back with the pack.
 * - *drop*: the same, and the data goes for ever, with every row of the product's own tables that speaks of it.
 */
import { sql } from "kysely";
import { AppError } from "../kernel";
import { label } from "../model/accessors";
import { CORE_PACK } from "../model/packs";
import type { AppModel } from "../model/types";
import { dropDoomed } from "../db/ddl/doomed";
import type { Tx } from "../db/pool";
import { app } from "../db/schemas";
import { readState } from "../db/ddl/registry";
import { commit, type Author, type Published, type PublishDeps } from "./commit";
import { invalid, loadFiles } from "./live";
import { planEdit, type PublishPlan } from "./publisher";
import { goneOf, removeResidue, type Gone } from "./residue";
import { readFiles, readHead, readPacks, type InstalledPack } from "./store";
import type { Files } from "./tree";
import { detachPack, localOfPack, withoutPack } from "./uninstall-files";

export const DATA_PLANS = ["keep", "archive", "drop"] as const;
export type DataPlan = (typeof DATA_PLANS)[number];

export interface UninstallRequest {
  readonly name: string;
  readonly data: DataPlan;
  readonly author: Author;
  /** Yes to what is told by the plan. */
  readonly confirmDestructive?: boolean;
}

export interface UninstallPlan extends PublishPlan {
  readonly name: string;
  readonly version: string;
  readonly data: DataPlan;
  /** Installed packs that need this one; while there are any it stays. */
  readonly requiredBy: readonly string[];
  /** Entities that go, with their records, the trash included. */
  readonly entities: readonly { readonly name: string; readonly label: string; readonly records: number }[];
  /** Fields that go from entities that stay, with the records that have a value. */
  readonly fields: readonly { readonly entity: string; readonly name: string; readonly values: number }[];
  readonly roles: readonly string[];
  /** Files of local changes and documents made here that go with it, or (keep) are worked in. */
  readonly local: readonly string[];
}

export interface Uninstall {
  /** @throws AppError resource:notFound */
  plan(name: string, data: DataPlan): Promise<UninstallPlan>;
  /** @throws AppError state:wrong while other packs require it; metadata:destructive without the yes; metadata:invalid when documents made here still refer to it. */
  run(request: UninstallRequest): Promise<Published>;
}

export function createUninstall(deps: PublishDeps): Uninstall {
  const { database, load } = deps;

  async function look(name: string, data: DataPlan) {
    const head = await readHead(database);
    const packs = await readPacks(database);
    const pack = packs.find((one) => one.name === name);
    if (!pack) throw new AppError("resource:notFound", `There is no installed pack "${name}".`, { remedy: "Look at the list of packs." });
    const files = await readFiles(database, head.tree);
    const edit = (now: Files): Files => (data === "keep" ? detachPack(now, name) : withoutPack(now, name));
    const before = loadFiles(load, head.revision, files);
    const after = loadFiles(load, head.revision + 1, edit(files));
    return { head, pack, files, edit, before, after, requiredBy: requiring(packs, name) };
  }

  return {
    async plan(name, data) {
      const { pack, files, edit, before, after, requiredBy } = await look(name, data);
      const gone = before.ok && after.ok ? goneOf(before.model, after.model) : undefined;
      const plan = await planEdit(deps, edit);
      return {
        ...plan, name, version: pack.version, data, requiredBy, local: localOfPack(files, name), roles: gone?.roles ?? [],
        entities: gone && before.ok ? await countRecords(deps, before.model, gone) : [], fields: gone && before.ok ? fieldsOf(plan, before.model, gone) : [],
      };
    },

    async run({ name, data, author, confirmDestructive }) {
      const { head, pack, edit, before, after, requiredBy } = await look(name, data);
      if (name === CORE_PACK) throw new AppError("state:wrong", "The pack core cannot be uninstalled: everything rests on it.", { remedy: "Uninstall other packs." });
      if (requiredBy.length > 0) throw new AppError("state:wrong", `The pack "${name}" is required by ${requiredBy.join(", ")}.`, { remedy: "Uninstall those first." });
      if (!after.ok) throw invalid(`Without the pack "${name}" some documents have problems`, after.problems, "Change or delete these documents first, or uninstall with data kept.");
      const gone = before.ok ? goneOf(before.model, after.model) : undefined;
      if (data === "drop" && confirmDestructive !== true) throw new AppError("metadata:destructive", `Uninstalling "${name}" would remove its data for ever.`, { remedy: "Look at the plan, then confirm." });
      const published = await commit(deps, {
        baseRevision: head.revision, edit, author, confirmDestructive, summary: `Uninstalls ${name} ${pack.version}, data: ${data}`,
        ...(data === "drop" && gone ? { doomed: gone.entities, also: (tx: Tx) => removeResidue(tx, gone, name) } : {}),
      });
      // The pack is gone by now. What cannot be dropped at once, because somebody still reads it, the worker drops.
      if (data === "drop") await dropDoomed(database).catch(() => undefined);
      return published;
    },
  };
}

function requiring(packs: readonly InstalledPack[], name: string): string[] {
  return packs.filter((pack) => Object.hasOwn((pack.manifest["requires"] ?? {}) as object, name)).map((pack) => pack.name);
}

async function countRecords({ database }: PublishDeps, model: AppModel, gone: Gone): Promise<UninstallPlan["entities"]> {
  const tables = new Map((await readState(database)).map(({ entityId, table }) => [entityId, table]));
  const entities = [...model.entities.values()].filter(({ id }) => gone.entities.includes(id) && tables.has(id));
  const counted = [];
  for (const entity of entities) {
    const [row] = await database.run<{ n: number }>(sql`select count(*)::int as n from ${app(tables.get(entity.id)!)}`);
    counted.push({ name: entity.name, label: label(entity.label, "en"), records: row!.n });
  }
  return counted;
}

/** The steps that hide them have counted their values. */
function fieldsOf(plan: PublishPlan, model: AppModel, gone: Gone): UninstallPlan["fields"] {
  const entities = new Map([...model.entities.values()].map((entity) => [entity.id, entity]));
  return gone.fields.map(({ entity, field }) => {
    const owner = entities.get(entity)!;
    const found = owner.fields.find(({ id }) => id === field)!;
    const step = plan.steps.find((one) => one.entity === entity && (one.do === "hideField" || one.do === "hideLink") && one.text.includes(` ${found.name} `));
    return { entity: owner.name, name: found.name, values: step?.values ?? 0 };
  });
}
