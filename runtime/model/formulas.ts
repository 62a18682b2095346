/** Formulas of a model: each compiles, and no value depends on itself, through whatever relations. */
import { ownPath, walkCondition, type Condition } from "../expressions/condition";
import type { NameType } from "../expressions/formula/types";
import { rollupSource } from "./check-relations";
import { at, originOf, typeOf, type Loading } from "./loading";
import { formulaNames, type NameSource } from "./formula-names";
import { relationOf, resolvePath, targetsOf } from "./paths";
import type { Origin } from "./problem";
import type { EntityModel, FieldModel } from "./types";

export type FormulaVerdict =
  | {
      readonly ok: true;
      /** Every path the formula reads: ["total"], ["organisation", "discount"]. */
      readonly paths: readonly (readonly string[])[];
    }
  | { readonly ok: false; readonly message: string; readonly remedy: string };

/** What the loader asks of the FEEL compiler. `names` are all names the formula may use, with their types. */
export type FormulaCompiler = (text: string, names: Readonly<Record<string, NameType>>) => FormulaVerdict;

const sourceOf = (loading: Loading): NameSource => ({ entities: loading.entities, typeOf: (type) => typeOf(loading, { type }) });

/** Compiles one formula; the paths it reads, or undefined after a problem. */
export function checkFormula(loading: Loading, text: string, entity: EntityModel, origin: Origin, extra: Readonly<Record<string, NameType>> = {}): readonly (readonly string[])[] | undefined {
  const verdict = loading.input.compileFormula?.(text, { ...formulaNames(sourceOf(loading), entity), ...extra });
  if (!verdict) return [];
  if (verdict.ok) return verdict.paths;
  loading.problems.add(origin, "formula", verdict.message.replace(/\.$/, ""), verdict.remedy);
  return undefined;
}

/** Compiles formulas of fields and of defaults, then looks for circles among computed values. */
export function checkFormulas(loading: Loading): void {
  const graph = new Map<FieldModel, readonly FieldModel[]>();
  for (const entity of loading.entities.values()) {
    for (const field of entity.fields) {
      const origin = originOf(loading, field);
      const computation = typeOf(loading, field)?.traits?.computation;
      if (computation === "formula") graph.set(field, readByField(loading, entity, String(field.options["formula"]), at(origin, "options", "formula")));
      if (computation === "rollup") graph.set(field, readByRollup(loading, entity, field));
      const formula = (field.default as { formula?: unknown } | null | undefined)?.formula;
      if (typeof formula === "string") readByField(loading, entity, formula, at(origin, "default", "formula"));
    }
  }
  findCircles(loading, graph);
}

/** Fields that the formula of a field or of a default reads. Child rows are out of its reach: it is computed with the record alone. */
function readByField(loading: Loading, entity: EntityModel, text: string, origin: Origin): FieldModel[] {
  const paths = checkFormula(loading, text, entity, origin) ?? [];
  const fields = paths.flatMap((path) => fieldsAlong(loading, entity, path));
  const rows = fields.find((field) => relationOf(loading, field) === "children");
  if (rows) loading.problems.add(origin, "childRows", `The formula of a field cannot read the rows of "${rows.name}"`, `Add a rollup field over "${rows.name}" (count, sum, min, max, avg) and read that field here.`);
  return fields;
}

/** Fields a path touches, also through lists: ["lines", "amount"]. */
function fieldsAlong(loading: Loading, entity: EntityModel, path: readonly string[]): FieldModel[] {
  const fields: FieldModel[] = [];
  let current: EntityModel | undefined = entity;
  for (const step of path) {
    const field: FieldModel | undefined = current?.fieldByName.get(step);
    if (!field) break;
    fields.push(field);
    current = targetsOf(loading, field)[0];
  }
  return fields;
}

function readByRollup(loading: Loading, entity: EntityModel, field: FieldModel): FieldModel[] {
  const child = rollupSource(loading, entity, field);
  if (!child) return [];
  const measured = child.fieldByName.get(String(field.options["field"]));
  return [...(measured ? [measured] : []), ...conditionFields(loading, child, field.options["where"] as Condition | undefined)];
}

function conditionFields(loading: Loading, entity: EntityModel, condition: Condition | undefined): FieldModel[] {
  const fields: FieldModel[] = [];
  if (condition) {
    walkCondition(condition, (node) => {
      const found = resolvePath(loading, entity, ownPath(node) ?? "");
      if (found.ok) fields.push(...found.hops, found.field);
    });
  }
  return fields;
}

/** Depth first; a computed value met while it is open closes a circle, which is named. */
function findCircles(loading: Loading, graph: ReadonlyMap<FieldModel, readonly FieldModel[]>): void {
  const done = new Set<FieldModel>();
  const open: FieldModel[] = [];
  const nameOf = (field: FieldModel): string => `${field.entity}.${field.name}`;
  const visit = (field: FieldModel): void => {
    if (done.has(field)) return;
    const start = open.indexOf(field);
    if (start >= 0) {
      const circle = [...open.slice(start), field].map(nameOf).join(" → ");
      loading.problems.add(at(originOf(loading, field), "options"), "cycle", `The value depends on itself: ${circle}`, "Take one of these out of a formula or rollup.");
      return;
    }
    open.push(field);
    for (const next of graph.get(field) ?? []) if (graph.has(next)) visit(next);
    open.pop();
    done.add(field);
  };
  for (const field of graph.keys()) visit(field);
}
