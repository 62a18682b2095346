/**
 * Applying seeds: records of packs, written through the gateway by the system principal, all or nothing.
 *
 * - *reference data* is brought up to date by a second load, by an upgrade only where nobody changed it (upgrade.ts); *demo data*
 *   that is there already is left as it is.
 * - A record is written as if its owner had made it at its `createdAt`: its number, defaults and journal entry are of that day.
 * - *second pass*: references to records that are made later in the same load (a circle between two entities, a tree).
 */
import { sql } from "kysely";
import { createRecords, type Records } from "../entities/records";
import type { SaveContext } from "../entities/save";
import type { Database, Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { AppError, isAppError, systemPrincipal, type Ctx } from "../kernel";
import type { SecretBox } from "../kernel/secret-box";
import type { AppModel } from "../model/types";
import type { Queries } from "../queries";
import { bodyOf } from "./body";
import { inOrder, seedsOf, type Seed, type SeedRecord } from "./documents";
import { createSeedKeys, type SeedKeys } from "./keys";
import { createPeopleSeeder } from "./people";
import { changedPart, recordsBefore } from "./upgrade";

export interface SeedInput {
  readonly tx: Tx;
  readonly model: AppModel;
  /** Names of the packs whose seeds are applied. */
  readonly packs: readonly string[];
  readonly which: "reference" | "demo" | "all";
  readonly now?: Date;
  /** The model before an upgrade of these packs; absent = they are installed. */
  readonly before?: AppModel;
}

export interface SeedDeps {
  readonly db: Database;
  readonly queries: Queries;
  readonly box: SecretBox;
}

/** Number of records made, by entity; entities of which none was made are left out. */
export type Seeded = Readonly<Record<string, number>>;

interface Load {
  readonly model: AppModel;
  readonly records: Records;
  readonly keys: SeedKeys;
  readonly now: Date;
  readonly before: AppModel | undefined;
  /** Units, teams of people: owner → what his records get. */
  readonly places: ReadonlyMap<string, { readonly team: string | null; readonly unit: string | null }>;
  readonly waiting: Waiting[];
}

interface Waiting {
  readonly seed: Seed;
  readonly id: string;
  readonly record: SeedRecord;
  readonly createdAt: Date;
  readonly owner: string | undefined;
}

/** @throws AppError metadata:invalid naming seed, record and finding. */
export async function applySeeds(deps: SeedDeps, { tx, model, packs, which, now = new Date(), before }: SeedInput): Promise<Seeded> {
  const seeds = inOrder(seedsOf(model).filter((seed) => packs.includes(seed.pack) && (which === "all" || seed.isDemo === (which === "demo"))));
  if (seeds.length === 0) return {};
  const keys = createSeedKeys(tx, model, seeds);
  const made: Record<string, number> = {};
  const count = (seed: Seed, number: number) => { if (number > 0) made[seed.entity.name] = (made[seed.entity.name] ?? 0) + number; };
  const people = createPeopleSeeder(tx, keys);
  for (const seed of seeds.filter(({ entity }) => entity.system)) count(seed, await people.write(withoutGone(seed, before)));
  await people.finish();
  const load: Load = { model, records: createRecords(deps), keys, now, before, places: await placesOf(tx), waiting: [] };
  const ctx: Ctx = { principal: systemPrincipal("seed"), channel: "system", now, timeZone: "UTC", language: "en", requestId: "" };
  await load.records.together({ model, ctx, tx }, async (unit) => {
    for (const seed of seeds.filter(({ entity }) => !entity.system)) count(seed, await writeSeed(load, unit, seed));
    for (const waiting of load.waiting) await secondPass(load, unit, waiting);
  });
  return made;
}

async function placesOf(tx: Tx): Promise<Load["places"]> {
  const rows = await tx.run<{ id: string; team: string | null; unit: string | null }>(sql`select id, team_id as team, unit_id as unit from ${sys("users")}`);
  return new Map(rows.map(({ id, team, unit }) => [id, { team, unit }]));
}

/** An upgrade does not bring back people, teams and units of the installed version: who is missing was taken out. */
const withoutGone = (seed: Seed, before: AppModel | undefined): Seed => {
  const known = before && recordsBefore(before, seed);
  return known ? { ...seed, records: seed.records.filter((record) => !known.has(String(record[seed.key]))) } : seed;
};

async function writeSeed(load: Load, unit: SaveContext, seed: Seed): Promise<number> {
  return load.before ? upgradeSeed(load, unit, seed, recordsBefore(load.before, seed)) : installSeed(load, unit, seed);
}

async function upgradeSeed(load: Load, unit: SaveContext, seed: Seed, before: ReadonlyMap<string, SeedRecord>): Promise<number> {
  const present = await load.keys.present(seed);
  let made = 0;
  for (const [index, record] of seed.records.entries()) {
    const [id, old] = [present.get(String(record[seed.key])), before.get(String(record[seed.key]))];
    // There, but not from the pack, or from the pack, but not there any more: both are people's doing.
    if ((id === undefined) !== (old === undefined)) continue;
    const part = id === undefined || old === undefined ? record : await changedPart(unit, seed, record, old, id, load.keys);
    if (part) await named(seed, index, () => writeRecord(load, unit, seed, part, id));
    if (id === undefined) made++;
  }
  return made;
}

async function installSeed(load: Load, unit: SaveContext, seed: Seed): Promise<number> {
  const present = await load.keys.present(seed);
  let made = 0;
  for (const [index, record] of seed.records.entries()) {
    const id = present.get(String(record[seed.key]));
    if (id === undefined) made++;
    if (id === undefined || !seed.isDemo) await named(seed, index, () => writeRecord(load, unit, seed, record, id));
  }
  return made;
}

async function writeRecord(load: Load, unit: SaveContext, seed: Seed, record: SeedRecord, present: string | undefined): Promise<void> {
  const { body, later, createdAt } = await bodyOf(load.model, seed.entity, record, load.keys, load.now);
  const owner = typeof body["owner"] === "string" ? body["owner"] : undefined;
  const save = at(unit, createdAt, owner);
  const { id } = present !== undefined ? await load.records.updateIn(save, seed.entity.name, present, body, BY_SEED) : await load.records.createIn(save, seed.entity.name, { ...placeOf(load, body), ...body }, BY_SEED);
  if (present === undefined) load.keys.remember(seed.entity.name, record[seed.key], id);
  if (Object.keys(later).length > 0) load.waiting.push({ seed, id, record: later, createdAt, owner });
}

/** Team and unit of the owner, as a new record of his would have. */
function placeOf(load: Load, body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const place = load.places.get(String(body["owner"]));
  return place ? { team: place.team, unit: place.unit } : {};
}

async function secondPass(load: Load, unit: SaveContext, { seed, id, record, createdAt, owner }: Waiting): Promise<void> {
  const { body } = await bodyOf(load.model, seed.entity, record, load.keys, load.now);
  await load.records.updateIn(at(unit, createdAt, owner), seed.entity.name, id, body, BY_SEED);
}

const BY_SEED = { byRule: true, silent: true } as const;

/** The same unit of work at another time, in the name of a person. */
const at = (unit: SaveContext, now: Date, person: string | undefined): SaveContext => ({ ...unit, ctx: { ...unit.ctx, now, principal: systemPrincipal("seed", person) } });

async function named(seed: Seed, index: number, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    const where = `${seed.pack}/seed/${seed.name}.json/records/${index}`;
    const first = error.issues[0];
    throw new AppError("metadata:invalid", `The seed record ${where} cannot be written: ${first ? `${first.pointer}: ${first.message}` : error.message}`, { cause: error, remedy: error.remedy, issues: error.issues.map((issue) => ({ ...issue, pointer: `/records/${index}${issue.pointer}` })) });
  }
}
