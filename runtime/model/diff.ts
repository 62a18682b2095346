/** What differs between two models, by ids: so a rename is a rename, not a drop and an add. Used by the DDL planner and to show revisions. */
import { sameJson } from "./patch";
import type { AppModel, EntityModel, FieldModel } from "./types";

export interface EntityChange {
  readonly id: string;
  readonly before: EntityModel;
  readonly after: EntityModel;
  /** Properties that differ, fields left out: "label", "unique" … */
  readonly properties: readonly string[];
}

export interface FieldChange {
  readonly id: string;
  /** Id of the entity. */
  readonly entityId: string;
  readonly before: FieldModel;
  readonly after: FieldModel;
  /** Properties that differ: "name", "type", "options", "required" … */
  readonly properties: readonly string[];
}

export interface FieldOf {
  readonly entityId: string;
  readonly entity: EntityModel;
  readonly field: FieldModel;
}

export interface ModelDiff {
  readonly entities: {
    readonly added: readonly EntityModel[];
    readonly removed: readonly EntityModel[];
    /** Another name, hence another table; also in `changed`. */
    readonly renamed: readonly EntityChange[];
    readonly changed: readonly EntityChange[];
  };
  /** Fields of entities in both models; those of added and removed entities go with their entity. System fields are left out. */
  readonly fields: {
    readonly added: readonly FieldOf[];
    readonly removed: readonly FieldOf[];
    /** Another name, hence another column; also in `changed`. */
    readonly renamed: readonly FieldChange[];
    /** Another type or other options; also in `changed`. */
    readonly retyped: readonly FieldChange[];
    readonly changed: readonly FieldChange[];
  };
}

/** Names appear everywhere; derived properties follow them. */
const ENTITY_SKIPS = new Set(["fields", "fieldByName", "provenance"]);
const FIELD_SKIPS = new Set(["provenance", "entity"]);

function changedProperties(a: object, b: object, skips: ReadonlySet<string>): string[] {
  const [before, after] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.filter((key) => !skips.has(key) && !sameJson(before[key], after[key]));
}

const byId = <T extends { readonly id: string }>(items: Iterable<T>): Map<string, T> => new Map([...items].map((item) => [item.id, item]));

export function diffModels(a: AppModel, b: AppModel): ModelDiff {
  const [before, after] = [byId(a.entities.values()), byId(b.entities.values())];
  const kept = [...after.values()].flatMap((entity) => {
    const old = before.get(entity.id);
    return old ? [{ id: entity.id, before: old, after: entity }] : [];
  });
  const changed = kept.map((pair): EntityChange => ({ ...pair, properties: changedProperties(pair.before, pair.after, ENTITY_SKIPS) })).filter(({ properties }) => properties.length > 0);
  const fields = kept.map(({ id, before: old, after: entity }) => diffFields(id, old, entity));
  return {
    entities: {
      added: [...after.values()].filter(({ id }) => !before.has(id)), removed: [...before.values()].filter(({ id }) => !after.has(id)),
      renamed: changed.filter(({ properties }) => properties.includes("name")), changed,
    },
    fields: {
      added: fields.flatMap(({ added }) => added), removed: fields.flatMap(({ removed }) => removed),
      renamed: fields.flatMap((diff) => diff.changed).filter(({ properties }) => properties.includes("name")),
      retyped: fields.flatMap((diff) => diff.changed).filter(({ properties }) => properties.includes("type") || properties.includes("options")),
      changed: fields.flatMap((diff) => diff.changed),
    },
  };
}

function diffFields(entityId: string, a: EntityModel, b: EntityModel): { added: FieldOf[]; removed: FieldOf[]; changed: FieldChange[] } {
  const own = (entity: EntityModel): Map<string, FieldModel> => byId(entity.fields.filter((field) => !field.system));
  const [before, after] = [own(a), own(b)];
  return {
    added: [...after.values()].filter(({ id }) => !before.has(id)).map((field) => ({ entityId, entity: b, field })),
    removed: [...before.values()].filter(({ id }) => !after.has(id)).map((field) => ({ entityId, entity: a, field })),
    changed: [...after.values()].flatMap((field): FieldChange[] => {
      const old = before.get(field.id);
      const properties = old ? changedProperties(old, field, FIELD_SKIPS) : [];
      return old && properties.length > 0 ? [{ id: field.id, entityId, before: old, after: field, properties }] : [];
    }),
  };
}
