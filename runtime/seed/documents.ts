/**
 * Seed documents of a model, in the order in which their records can be made: what others refer to comes first. People come
 * before everything, because every record may have an owner. Circles are left to the *second pass* (apply.ts).
 */
import { relationOf, targetsOf } from "../fields/traits";
import type { AppModel, EntityModel } from "../model/types";

export type SeedRecord = Readonly<Record<string, unknown>>;

export interface Seed {
  readonly pack: string;
  readonly name: string;
  readonly entity: EntityModel;
  /** Field that tells the records apart. */
  readonly key: string;
  readonly isDemo: boolean;
  readonly records: readonly SeedRecord[];
}

const PEOPLE_ORDER = ["unit", "team", "user"];

/** Every seed of the model. */
export function seedsOf(model: AppModel): Seed[] {
  return model.documents.filter((document) => document.kind === "seed").flatMap(({ pack, name, body }) => {
    const { entity: entityName, key, records, demo } = body as { entity: string; key: string; records: readonly SeedRecord[]; demo?: boolean };
    const entity = model.entities.get(entityName);
    return entity ? [{ pack, name, entity, key, isDemo: demo === true, records }] : [];
  });
}

export function inOrder(seeds: readonly Seed[]): Seed[] {
  const order = entityOrder(seeds);
  const rank = (seed: Seed): number => (seed.entity.system ? PEOPLE_ORDER.indexOf(seed.entity.name) - PEOPLE_ORDER.length : order.indexOf(seed.entity.name));
  return [...seeds].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/** Entity names, targets first; an edge that would close a circle is left out. */
function entityOrder(seeds: readonly Seed[]): string[] {
  const byEntity = new Map(seeds.map((seed) => [seed.entity.name, seed.entity]));
  const edges = countEdges(seeds);
  const done: string[] = [];
  const visit = (entity: EntityModel, open: readonly string[]): void => {
    if (done.includes(entity.name) || open.includes(entity.name)) return;
    for (const target of targetsFirst(entity, edges)) {
      const next = byEntity.get(target);
      if (next) visit(next, [...open, entity.name]);
    }
    done.push(entity.name);
  };
  for (const name of [...byEntity.keys()].sort()) visit(byEntity.get(name)!, []);
  return done;
}

const edge = (from: string, to: string): string => `${from} ${to}`;

/** How many references of the records lead from one entity to another. */
function countEdges(seeds: readonly Seed[]): ReadonlyMap<string, number> {
  const edges = new Map<string, number>();
  for (const { entity, records } of seeds) {
    for (const field of entity.fields.filter((candidate) => relationOf(candidate) === "one")) {
      const key = edge(entity.name, targetsOf(field)[0] ?? "");
      edges.set(key, (edges.get(key) ?? 0) + records.filter((record) => record[field.name] != null).length);
    }
  }
  return edges;
}

/**
 * Targets of an entity's references, those of obligatory fields first: they cannot wait for the second pass. Where two entities
 * refer to each other, the one with more references comes second, so that fewer records need the second pass.
 */
function targetsFirst(entity: EntityModel, edges: ReadonlyMap<string, number>): string[] {
  const references = entity.fields.filter((field) => !field.system && relationOf(field) !== undefined && relationOf(field) !== "children");
  const comesLater = (target: string): boolean => (edges.get(edge(target, entity.name)) ?? 0) > (edges.get(edge(entity.name, target)) ?? 0);
  return [...references].sort((a, b) => Number(b.required) - Number(a.required)).flatMap((field) => targetsOf(field).filter((target) => field.required || !comesLater(target)));
}
