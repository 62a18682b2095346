/** Who must be computed again when a record changes: rollups of its parents, stored formulas that read through references. */
import { computationOf, relationOf, storageOf, targetsOf } from "../fields/traits";
import { ownPath, walkCondition, type Condition } from "../expressions/condition";
import type { AppModel, EntityModel, FieldModel } from "../model/types";
import { statementCache } from "../queries/cache";
import { formulaFields, programOf } from "../queries/formulas";

/** A rollup over records of `child`: parents are found by `back`, a reference of the child. */
export interface RollupEdge {
  readonly owner: EntityModel;
  readonly field: FieldModel;
  readonly child: EntityModel;
  readonly back: FieldModel;
  /** Fields of the child that change its result; undefined = any (conditions over relations). */
  readonly reads: ReadonlySet<string>;
}

/** Stored formulas of `owner` that read a field of this entity through `path`, e.g. ["organisation"]. */
export interface FormulaEdge {
  readonly owner: EntityModel;
  readonly path: readonly string[];
  readonly reads: ReadonlySet<string>;
}

export interface Dependencies {
  readonly rollupsOver: ReadonlyMap<string, readonly RollupEdge[]>;
  readonly formulasOver: ReadonlyMap<string, readonly FormulaEdge[]>;
}

export function dependenciesOf(model: AppModel): Dependencies {
  return statementCache(model, "dependencies", () => {
    const rollupsOver = new Map<string, RollupEdge[]>();
    const formulasOver = new Map<string, FormulaEdge[]>();
    const add = <T>(map: Map<string, T[]>, key: string, edge: T) => void map.set(key, [...(map.get(key) ?? []), edge]);
    for (const owner of model.entities.values()) {
      for (const edge of rollupsOf(model, owner)) add(rollupsOver, edge.child.name, edge);
      for (const { entity, edge } of formulaEdges(model, owner)) add(formulasOver, entity, edge);
    }
    return { rollupsOver, formulasOver };
  });
}

/** The rollups an entity holds. */
export function rollupsOf(model: AppModel, owner: EntityModel): RollupEdge[] {
  return owner.fields.filter((field) => computationOf(field) === "rollup").flatMap((field) => {
    const source = rollupSource(model, owner, field);
    return source ? [{ owner, field, ...source, reads: rollupReads(field, source.back) }] : [];
  });
}

function rollupSource(model: AppModel, owner: EntityModel, field: FieldModel): { child: EntityModel; back: FieldModel } | undefined {
  const { children, entity, via } = field.options as { children?: string; entity?: string; via?: string };
  const list = children === undefined ? undefined : owner.fieldByName.get(children);
  const child = model.entities.get(list ? (targetsOf(list)[0] ?? "") : (entity ?? ""));
  const back = child?.fieldByName.get(list ? String(list.options["field"]) : (via ?? ""));
  return child && back && { child, back };
}

function rollupReads(field: FieldModel, back: FieldModel): Set<string> {
  const { field: measured, where } = field.options as { field?: string; where?: Condition };
  const reads = new Set([back.name]);
  if (measured) reads.add(measured.split(".")[0]!);
  if (where) walkCondition(where, (node) => reads.add((ownPath(node) ?? "").split(".")[0]!));
  return reads;
}

function formulaEdges(model: AppModel, owner: EntityModel): { entity: string; edge: FormulaEdge }[] {
  return formulaFields(owner).filter((field) => storageOf(field) === "columns").flatMap((field) =>
    programOf(model, owner, field).references.filter((path) => path.length > 1).flatMap((path) => hopsOf(model, owner, path)));
}

/** Each entity a path runs through depends on: the reference it leaves by, or the field it ends in. */
function hopsOf(model: AppModel, owner: EntityModel, path: readonly string[]): { entity: string; edge: FormulaEdge }[] {
  const edges: { entity: string; edge: FormulaEdge }[] = [];
  let entity: EntityModel | undefined = owner;
  for (let depth = 0; depth < path.length - 1 && entity; depth++) {
    const hop: FieldModel | undefined = entity.fieldByName.get(path[depth]!);
    entity = hop && relationOf(hop) === "one" ? model.entities.get(targetsOf(hop)[0] ?? "") : undefined;
    if (entity) edges.push({ entity: entity.name, edge: { owner, path: path.slice(0, depth + 1), reads: new Set([path[depth + 1]!]) } });
  }
  return edges;
}
