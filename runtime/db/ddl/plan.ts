/**
 * Planner: state of the tables + shape the model asks for → steps. Pure; ids decide, never names.
 *
 * Order: what is dropped is hidden first (its names become free), then renames, then what is new, then indexes and foreign
 * keys. Nothing is ever dropped here but indexes and foreign keys, which hold no data; `planPurge`, and entities named as doomed,
 * are the only ways to lose some.
 */
import { isDeepStrictEqual } from "node:util";
import type { Issue } from "../../kernel";
import { Draft, orderRenames, type PlanOptions } from "./draft";
import { planFields } from "./plan-fields";
import { planLinks } from "./plan-links";
import { doomedName, hiddenName, MAX_IDENTIFIER, SYSTEM_COLUMNS, type LinkState, type SchemaState, type Shape, type TableShape, type TableState, type Target } from "./shape";
import { isDestructive, type Step } from "./steps";

export type { ChangeOf, PlanOptions } from "./draft";

export interface DdlPlan {
  readonly steps: readonly Step[];
  /** Those that need an explicit yes. */
  readonly destructive: readonly Step[];
  readonly problems: readonly Issue[];
  /** State when all steps are done. */
  readonly after: SchemaState;
}

/** Steps that lead from `state` to `shape`; planning again from `after` gives none. */
export function planDdl(state: SchemaState, shape: Shape, options: PlanOptions): DdlPlan {
  const draft = new Draft(state, options);
  checkNames(draft, shape);
  if (draft.problems.length > 0) return { steps: [], destructive: [], problems: draft.problems, after: state };
  doomTables(draft, shape);
  hideTables(draft, shape);
  dropStaleKeys(draft, shape);
  planLinks.hide(draft, shape);
  for (const table of shape) planFields.hide(draft, table);
  renameTables(draft, shape);
  for (const table of shape) {
    if (draft.find(table.entityId)) planFields.change(draft, table);
    else draft.emit({ do: "createTable", entityId: table.entityId, table: table.table, fields: table.fields });
  }
  planLinks.create(draft, shape);
  for (const table of shape) planIndexes(draft, table);
  for (const table of shape) addForeignKeys(draft, table);
  return { steps: draft.steps, destructive: draft.steps.filter(isDestructive), problems: draft.problems, after: draft.state };
}

/** Steps that remove hidden data for ever: a field (its newest hidden columns or pairs), or a whole entity. Empty when nothing is hidden. */
export function planPurge(state: SchemaState, entityId: string, fieldId?: string): readonly Step[] {
  const table = state.find((candidate) => candidate.entityId === entityId);
  if (!table) return [];
  const on = { entityId, table: table.table };
  if (fieldId !== undefined) {
    return [
      ...table.fields.filter((field) => field.id === fieldId && field.hiddenAt !== undefined).map((field): Step => ({ do: "purgeField", ...on, field })),
      ...table.links.filter((link) => link.fieldId === fieldId && link.hiddenAt !== undefined).map((link): Step => ({ do: "purgeLink", ...on, link })),
    ];
  }
  if (table.hiddenAt === undefined) return [];
  const links = linksAround(state, table).map(({ owner, link }): Step => ({ do: "purgeLink", entityId: owner.entityId, table: owner.table, link }));
  return [...links, { do: "purgeTable", ...on }];
}

/** Link tables from or to a table. */
function linksAround(state: SchemaState, table: TableState): readonly { readonly owner: TableState; readonly link: LinkState }[] {
  const pointsHere = (target: Target): boolean => target.schema === "app" && target.entityId === table.entityId;
  return state.flatMap((owner) => owner.links.filter((link) => owner.entityId === table.entityId || pointsHere(link.target)).map((link) => ({ owner, link })));
}

/** Foreign keys stay until the table is dropped: untying thousands of tables takes more locks than one transaction may hold. */
function doomTables(draft: Draft, shape: Shape): void {
  const wanted = new Set(shape.map((table) => table.entityId));
  for (const table of draft.state) {
    if (!draft.options.doomed?.has(table.entityId) || wanted.has(table.entityId)) continue;
    for (const { owner, link } of linksAround(draft.state, table)) draft.emit({ do: "doomLink", entityId: owner.entityId, table: owner.table, link, to: doomedName(link.table, draft.options.now) });
    draft.emit({ do: "doomTable", entityId: table.entityId, table: table.table, to: doomedName(table.table, draft.options.now) });
  }
}

function checkNames(draft: Draft, shape: Shape): void {
  const seen = new Map<string, string>();
  const check = (name: string, pointer: string, scope: string): void => {
    if (name.length > MAX_IDENTIFIER) draft.problem(pointer, "tooLong", `The name "${name}" has ${name.length} characters in the database, where ${MAX_IDENTIFIER} are possible.`, "Choose a shorter name.");
    const other = seen.get(`${scope}.${name}`);
    if (other !== undefined) draft.problem(pointer, "duplicate", `"${name}" is needed twice in the database: by ${other} and by ${pointer}.`, "Rename one of them.");
    seen.set(`${scope}.${name}`, pointer);
  };
  for (const table of shape) {
    const at = `/entities/${table.entityId}`;
    check(table.table, at, "");
    for (const column of SYSTEM_COLUMNS) seen.set(`${table.table}.${column.name}`, `the column ${column.name} that every table has`);
    for (const link of table.links) check(link.table, `${at}/fields/${link.fieldId}`, "");
    for (const field of table.fields) for (const column of field.columns) check(column.name, `${at}/fields/${field.id}`, table.table);
  }
}

function hideTables(draft: Draft, shape: Shape): void {
  const wanted = new Set(shape.map((table) => table.entityId));
  for (const table of draft.state) {
    if (wanted.has(table.entityId) || table.hiddenAt !== undefined) continue;
    const on = { entityId: table.entityId, table: table.table };
    for (const foreignKey of table.foreignKeys) draft.emit({ do: "dropForeignKey", ...on, foreignKey });
    for (const link of table.links) if (link.hiddenAt === undefined) draft.emit({ do: "hideLink", ...on, link, to: hiddenName(link.table, draft.tableNames()) });
    draft.emit({ do: "hideTable", ...on, to: hiddenName(table.table, draft.tableNames()) });
  }
}

/** Foreign keys that are no longer asked for; their names contain the target, so a new target is another key. */
function dropStaleKeys(draft: Draft, shape: Shape): void {
  for (const wanted of shape) {
    const table = draft.find(wanted.entityId);
    const names = new Set(wanted.foreignKeys.map((key) => key.name));
    for (const foreignKey of table?.foreignKeys ?? []) {
      if (!names.has(foreignKey.name)) draft.emit({ do: "dropForeignKey", entityId: wanted.entityId, table: table!.table, foreignKey });
    }
  }
}

/** Tables and link tables share one set of names, so they are renamed, or brought back, in one go. */
function renameTables(draft: Draft, shape: Shape): void {
  const renames = shape.flatMap((wanted) => {
    const table = draft.find(wanted.entityId);
    return table ? [{ from: table.table, to: wanted.table }, ...planLinks.renames(table, wanted)] : [];
  });
  for (const { from, to } of orderRenames(renames, draft.tableNames())) {
    const table = draft.state.find((candidate) => candidate.table === from);
    if (!table) planLinks.rename(draft, from, to);
    else draft.emit({ do: table.hiddenAt === undefined ? "renameTable" : "restoreTable", entityId: table.entityId, table: from, to });
  }
}

function planIndexes(draft: Draft, wanted: TableShape): void {
  const on = { entityId: wanted.entityId, table: wanted.table };
  for (const index of draft.table(wanted.entityId).indexes) {
    if (!wanted.indexes.some((candidate) => isDeepStrictEqual(candidate, index))) draft.emit({ do: "dropIndex", ...on, index });
  }
  const kept = new Set(draft.table(wanted.entityId).indexes.map((index) => index.name));
  for (const index of wanted.indexes) if (!kept.has(index.name)) draft.emit({ do: "createIndex", ...on, index });
}

function addForeignKeys(draft: Draft, wanted: TableShape): void {
  const has = new Set(draft.table(wanted.entityId).foreignKeys.map((key) => key.name));
  // In a table made just now there is nothing that could point nowhere.
  const isNew = draft.steps.some((step) => step.do === "createTable" && step.entityId === wanted.entityId);
  for (const foreignKey of wanted.foreignKeys) {
    if (has.has(foreignKey.name)) continue;
    const clean = !isNew && draft.steps.some((step) => step.entityId === wanted.entityId && (step.do === "restoreField" || step.do === "restoreTable"));
    draft.emit({ do: "addForeignKey", entityId: wanted.entityId, table: wanted.table, foreignKey, targetTable: draft.targetTable(foreignKey.target), clean });
  }
}
