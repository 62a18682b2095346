/** One row of a file → one record, inside the transaction of its batch. */
import type { Tx } from "../db/pool";
import type { Issue } from "../kernel/errors";
import type { Ctx } from "../kernel/context";
import { isUuid } from "../kernel/ids";
import type { Values } from "../entities/input";
import type { Records } from "../entities/records";
import { formerTexts } from "../entities/translations";
import { fieldType } from "../fields/index";
import { isWriteOnly, relationOf, targetsOf } from "../fields/traits";
import { contentLanguage } from "../model/content-languages";
import type { AppModel, EntityModel } from "../model/types";
import type { Queries } from "../queries";
import { cellText, cellValue, under } from "./convert";
import type { Target } from "./mapping";
import type { ImportPlan } from "./plan";
import { isReference, lookUpNames, namesOf, referenceIssue } from "./references";
import { isEmptyCell, type Cell, type Row } from "./table";

/** A finding with what the file says, so that the list of errors can be read without the file. */
export interface RowIssue extends Issue {
  readonly column?: string;
  readonly value?: string;
}

export interface RowOutcome {
  readonly line: number;
  readonly outcome: "created" | "updated" | "failed";
  readonly id?: string;
  /** Values before an update, of the fields that were given. */
  readonly before?: Values;
  readonly issues?: readonly RowIssue[];
}

export interface RowContext {
  readonly records: Records;
  readonly queries: Queries;
  readonly model: AppModel;
  readonly ctx: Ctx;
  readonly tx: Tx;
  readonly entity: EntityModel;
  readonly plan: ImportPlan;
  readonly targets: readonly (Target | null)[];
  readonly find: Awaited<ReturnType<typeof lookUpNames>>;
}

interface Body {
  readonly values: Values;
  readonly issues: readonly Issue[];
}

/** @throws AppError with what is wrong with the row; the caller undoes what it did. */
export async function importRow(row: RowContext, { cells }: Row): Promise<Omit<RowOutcome, "line">> {
  const { plan, targets } = row;
  if (cells.slice(targets.length).some((cell) => !isEmptyCell(cell))) return failed([{ pointer: "", code: "tooManyCells", message: `The row has ${cells.length} cells, the first row ${targets.length}.`, remedy: "Look for a separator that should stand in quotes." }]);
  const body = await bodyOf(row, cells);
  if (body.issues.length) return failed(body.issues);
  const found = plan.mode === "create" ? undefined : await existing(row, cells, body.values);
  if (Array.isArray(found)) return failed(found);
  return found === undefined ? create(row, body.values) : update(row, found as string, body.values, cells);
}

const failed = (issues: readonly Issue[]): Omit<RowOutcome, "line"> => ({ outcome: "failed", issues });

async function create({ records, model, ctx, tx, entity }: RowContext, values: Values): Promise<Omit<RowOutcome, "line">> {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const { id } = await records.together({ model, ctx, tx }, (unit) => records.createIn(unit, entity.name, given));
  return { outcome: "created", id };
}

async function update({ records, queries, model, ctx, tx, entity, plan, targets }: RowContext, id: string, values: Values, cells: readonly Cell[]): Promise<Omit<RowOutcome, "line">> {
  const skipped = new Set(plan.emptyCells === "clear" ? [] : targets.flatMap((target, i) => (target?.field && (target.language ?? target.part) === undefined && isEmptyCell(cells[i]) ? [target.field.name] : [])));
  const kept = await otherParts({ queries, model, ctx, tx, entity, targets }, id);
  const given = Object.fromEntries(Object.entries(values).filter(([name]) => !skipped.has(name) && !plan.key.includes(name)).map(([name, value]) => [name, name in kept ? { ...kept[name], ...(value as Values) } : value]));
  const saved = await records.together({ model, ctx, tx }, (unit) => records.updateIn(unit, entity.name, id, given));
  const noted = Object.fromEntries(Object.entries(given).filter(([name]) => !isWriteOnly(entity.fieldByName.get(name)!)));
  return { outcome: "updated", id, before: formerTexts(entity, noted, saved.before, contentLanguage(model, ctx.language)) };
}

/** Values whose parts stand in columns of their own, as they are now: what the file says nothing about stays. */
async function otherParts({ queries, model, ctx, tx, entity, targets }: Pick<RowContext, "queries" | "model" | "ctx" | "tx" | "entity" | "targets">, id: string): Promise<Readonly<Record<string, Values | null>>> {
  const paths = [...new Set(targets.flatMap((target) => (target?.part === undefined ? [] : [target.field!.name])))];
  if (paths.length === 0) return {};
  const [found] = await queries.read({ model, ctx, db: tx }, entity.name, [id], { paths, trusted: true, trash: "without", lock: false, questions: [] });
  return Object.fromEntries(paths.map((name) => [name, (found?.record[name] ?? null) as Values | null]));
}

async function bodyOf(row: RowContext, cells: readonly Cell[]): Promise<Body> {
  const values: Values = {};
  const issues: Issue[] = [];
  for (const [i, target] of row.targets.entries()) {
    if (!target?.field) continue;
    const cell = cells[i] ?? null;
    const isJson = cell !== null && typeof cell === "object" && "json" in cell && typeof cell.json !== "string";
    if (isReference(target) && !isJson) {
      const result = await reference(row, target, cell);
      if ("issue" in result) issues.push(result.issue);
      else values[target.field.name] = result.value;
      continue;
    }
    const inside = target.language ?? target.part;
    if (inside !== undefined) {
      // Columns of several languages or parts make one value; an empty cell says nothing, or takes the text away.
      if (!isEmptyCell(cell) || row.plan.emptyCells === "clear") values[target.field.name] = { ...(values[target.field.name] as Values | undefined), [inside]: isEmptyCell(cell) ? null : cellText(cell) };
      continue;
    }
    const parsed = cellValue(target.field, isEmptyCell(cell) ? null : cell, row.ctx.timeZone);
    if (parsed.ok) values[target.field.name] = parsed.value;
    else issues.push(...under(target.field.name, parsed));
  }
  return { values, issues };
}

async function reference(row: RowContext, target: Target & { field: NonNullable<Target["field"]> }, cell: Cell): Promise<{ value: unknown } | { issue: Issue }> {
  const ids: string[] = [];
  const own = targetsOf(target.field)[0] === row.entity.name;
  for (const name of namesOf(target.field, cell)) {
    let found = row.find(target, name);
    // Rows of this batch may refer to each other: what was not there at its start may be there now.
    if (own && "problem" in found && found.problem === "notFound") found = (await lookUpNames(row.queries, { model: row.model, ctx: row.ctx, db: row.tx }, [target], [{ line: 0, cells: [name] }], new Map()))(target, name);
    if ("problem" in found) return { issue: referenceIssue(target, name, found.problem) };
    ids.push(found.id);
  }
  if (relationOf(target.field) === "many") return { value: [...new Set(ids)].map((id) => ({ id })) };
  return { value: ids[0] === undefined ? null : { id: ids[0] } };
}

/** The record of a row: its id, undefined for a new one, or issues. */
async function existing(row: RowContext, cells: readonly Cell[], values: Values): Promise<string | undefined | Issue[]> {
  const { plan, targets, queries, model, ctx, tx, entity } = row;
  const query = { model, ctx, db: tx };
  if (plan.key.includes("id")) {
    const text = cellText(cells[targets.findIndex((target) => target?.path === "id")] ?? null).trim().toLowerCase();
    if (text === "" && plan.mode === "upsert") return undefined;
    const [found] = isUuid(text) ? await queries.read(query, entity.name, [text], { paths: ["id"], trusted: false, trash: "without", lock: false, questions: [] }) : [];
    return found ? text : [{ pointer: "/id", code: "notFound", message: `There is no record with the id "${text.slice(0, 40)}", or you may not see it.`, remedy: "Leave the id empty for a new record." }];
  }
  const empty = plan.key.find((name) => values[name] === null || values[name] === undefined);
  if (empty !== undefined) return [{ pointer: `/${empty}`, code: "required", message: "The key is empty.", remedy: "Fill it in, so that the record can be found." }];
  const page = await queries.list(query, entity.name, { fields: ["id"], filter: { all: plan.key.map((name) => ({ field: name, op: "eq", value: operandOf(entity, name, values[name]) })) }, limit: 2 });
  if (page.items.length > 1) return [{ pointer: `/${plan.key[0]}`, code: "ambiguous", message: "Several records have this key.", remedy: "Choose a key that is unique, or use the id." }];
  const id = page.items[0]?.["id"] as string | undefined;
  if (id === undefined && plan.mode === "update") return [{ pointer: `/${plan.key[0]}`, code: "notFound", message: "There is no record with this key, or you may not see it.", remedy: 'Correct the key, or choose the mode "upsert".' }];
  return id;
}

/** References are compared by id. */
const operandOf = (entity: EntityModel, name: string, value: unknown): string =>
  (relationOf(entity.fieldByName.get(name)!) ? (value as { id: string }).id : fieldType(entity.fieldByName.get(name)!.type).feel === "text" ? String(value) : value) as string;
