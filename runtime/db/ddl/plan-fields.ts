/** The fields of one table: what is hidden, renamed, brought back, added, retyped. Part of the planner. */
import { isDeepStrictEqual } from "node:util";
import type { Change } from "../../fields/storage";
import { orderRenames, type Draft } from "./draft";
import { hiddenName, SYSTEM_COLUMNS, type FieldShape, type FieldState, type TableShape, type TableState } from "./shape";
import type { Rename } from "./steps";

const active = (table: TableState): readonly FieldState[] => table.fields.filter((field) => field.hiddenAt === undefined);

function columnNames(table: TableState): Set<string> {
  return new Set([...SYSTEM_COLUMNS.map((column) => column.name), ...table.fields.flatMap((field) => field.columns.map((column) => column.name))]);
}

function hidingRenames(table: TableState, field: FieldState): readonly Rename[] {
  const taken = columnNames(table);
  return field.columns.map((column) => {
    const to = hiddenName(column.name, taken);
    taken.add(to);
    return { from: column.name, to };
  });
}

/** PostgreSQL would move an index along with its column; an index on data that nobody sees only costs. */
function dropIndexesOf(draft: Draft, entityId: string, field: FieldState): void {
  const table = draft.table(entityId);
  const names = new Set(field.columns.map((column) => column.name));
  for (const index of table.indexes) {
    if (index.columns.some((column) => names.has(column))) draft.emit({ do: "dropIndex", entityId, table: table.table, index });
  }
}

/** Foreign keys go with the column; the key is asked for again when the column is back. */
function dropKeysOf(draft: Draft, entityId: string, field: FieldState): void {
  const table = draft.table(entityId);
  for (const foreignKey of table.foreignKeys) {
    if (field.columns.some((column) => column.name === foreignKey.column)) draft.emit({ do: "dropForeignKey", entityId, table: table.table, foreignKey });
  }
}

function hideField(draft: Draft, entityId: string, field: FieldState): void {
  dropIndexesOf(draft, entityId, field);
  dropKeysOf(draft, entityId, field);
  const table = draft.table(entityId);
  draft.emit({ do: "hideField", entityId, table: table.table, field, renames: hidingRenames(table, field) });
}

function hide(draft: Draft, wanted: TableShape): void {
  const table = draft.find(wanted.entityId);
  if (!table) return;
  const ids = new Set(wanted.fields.map((field) => field.id));
  for (const field of active(table)) if (!ids.has(field.id)) hideField(draft, wanted.entityId, field);
}

const shapeOfColumns = (field: FieldShape) => field.columns.map(({ suffix, type }) => ({ suffix, type }));
const sameColumns = (a: FieldShape, b: FieldShape): boolean => isDeepStrictEqual(shapeOfColumns(a), shapeOfColumns(b));
const sameMeaning = (a: FieldShape, b: FieldShape): boolean => a.type === b.type && isDeepStrictEqual(a.options, b.options);
const sameTargets = (a: FieldShape, b: FieldShape): boolean => a.type === b.type && a.targets !== undefined && isDeepStrictEqual(a.targets, b.targets);

/** Old names → wanted names, for columns that both have. */
function columnRenames(from: FieldState, to: FieldShape): readonly Rename[] {
  return from.columns.flatMap((column) => {
    const wanted = to.columns.find((candidate) => candidate.suffix === column.suffix);
    return wanted && wanted.name !== column.name ? [{ from: column.name, to: wanted.name }] : [];
  });
}

/** The hidden columns that the wanted field had when it was dropped, the newest that fit. */
function hiddenTwin(table: TableState, wanted: FieldShape): FieldState | undefined {
  const twins = table.fields.filter((field) => field.hiddenAt !== undefined && field.id === wanted.id && sameColumns(field, wanted) && (field.type === wanted.type));
  return twins.sort((a, b) => a.hiddenAt!.localeCompare(b.hiddenAt!)).at(-1);
}

function change(draft: Draft, wanted: TableShape): void {
  const { entityId } = wanted;
  renameAll(draft, wanted);
  for (const field of wanted.fields) retype(draft, entityId, field);
  for (const field of wanted.fields) {
    const table = draft.table(entityId);
    const present = active(table).find((candidate) => candidate.id === field.id);
    if (present === undefined) bringIn(draft, table, field);
    else if (present.name !== field.name || !sameMeaning(present, field)) draft.emit({ do: "describeField", entityId, table: table.table, field });
  }
}

function bringIn(draft: Draft, table: TableState, field: FieldShape): void {
  const on = { entityId: table.entityId, table: table.table };
  const twin = hiddenTwin(table, field);
  if (!twin) return draft.emit({ do: "addField", ...on, field });
  draft.emit({ do: "restoreField", ...on, field: twin, renames: columnRenames(twin, field) });
  if (twin.name !== field.name || !sameMeaning(twin, field)) draft.emit({ do: "describeField", ...on, field });
}

/** Also of fields that are retyped next; of those, a column without counterpart makes way when its name is wanted by another field. */
function renameAll(draft: Draft, wanted: TableShape): void {
  const table = draft.table(wanted.entityId);
  const taken = columnNames(table);
  const names = new Set(wanted.fields.flatMap((field) => field.columns.map((column) => column.name)));
  const owner = new Map<string, FieldState>();
  const newName = new Map<string, string>();
  const renames = wanted.fields.flatMap((field) => {
    const present = active(table).find((candidate) => candidate.id === field.id);
    if (!present) return [];
    newName.set(field.id, field.name);
    for (const column of present.columns) owner.set(column.name, present);
    const leftOver = present.columns.filter((column) => names.has(column.name) && !field.columns.some((other) => other.suffix === column.suffix));
    return [...columnRenames(present, field), ...leftOver.map((column) => ({ from: column.name, to: hiddenName(column.name, taken) }))];
  });
  for (const rename of orderRenames(renames, taken)) {
    const field = owner.get(rename.from)!;
    owner.set(rename.to, field);
    draft.emit({ do: "renameField", entityId: wanted.entityId, table: table.table, field: { ...field, name: newName.get(field.id)! }, renames: [rename] });
  }
}

/** Changes of type or options of a field that stays. */
function retype(draft: Draft, entityId: string, wanted: FieldShape): void {
  const table = draft.table(entityId);
  const present = active(table).find((field) => field.id === wanted.id);
  if (!present || (sameColumns(present, wanted) && (sameMeaning(present, wanted) || sameTargets(present, wanted)))) return;
  const renames = hidingRenames(table, present);
  const verdict = draft.options.changeOf(present, wanted, renames.map((rename) => rename.to));
  if (verdict.kind === "refuse") return refused(draft, table, present, wanted, verdict.reason);
  if (verdict.using === undefined) return inPlace(draft, table, present, wanted);
  convert(draft, table, present, wanted, renames, verdict);
}

/** Hidden columns of the field, the newest first, from which the wanted ones can be computed. */
function hiddenSource(draft: Draft, table: TableState, wanted: FieldShape): FieldState | undefined {
  const computes = (from: FieldState): boolean => {
    const verdict = draft.options.changeOf(from, wanted, from.columns.map(({ name }) => name));
    return verdict.kind !== "refuse" && verdict.using !== undefined;
  };
  return table.fields.filter((field) => field.hiddenAt !== undefined && field.id === wanted.id && computes(field)).sort((a, b) => b.hiddenAt!.localeCompare(a.hiddenAt!))[0];
}

/** The way back of a change that cannot be computed backwards: the columns set aside then are still there, or what became of them. */
function refused(draft: Draft, table: TableState, present: FieldState, wanted: FieldShape, reason: string): void {
  if (hiddenTwin(table, wanted)) return hideField(draft, table.entityId, present);
  const source = hiddenSource(draft, table, wanted);
  if (source) {
    hideField(draft, table.entityId, present);
    draft.emit({ do: "restoreField", entityId: table.entityId, table: table.table, field: source, renames: columnRenames(source, wanted) });
    return retype(draft, table.entityId, wanted);
  }
  draft.problem(`/entities/${table.entityId}/fields/${wanted.id}/type`, "refused",
    `Field ${wanted.name} of table ${table.table} cannot become ${wanted.type}: ${reason}`,
    "Add a new field of the wanted type, move the values over, then drop this one.");
}

function inPlace(draft: Draft, table: TableState, present: FieldState, wanted: FieldShape): void {
  if (present.columns.length !== wanted.columns.length || present.columns.some((column) => !wanted.columns.some((other) => other.suffix === column.suffix))) {
    return refused(draft, table, present, wanted, "its columns do not correspond.");
  }
  const columns = present.columns.map((column) => ({ name: column.name, from: column.type, type: wanted.columns.find((other) => other.suffix === column.suffix)!.type }))
    .filter((column) => column.from !== column.type);
  const named = { ...wanted, columns: wanted.columns.map((column) => ({ ...column, name: present.columns.find((other) => other.suffix === column.suffix)!.name })) };
  const on = { entityId: table.entityId, table: table.table };
  if (columns.length === 0) return draft.emit({ do: "describeField", ...on, field: named });
  dropIndexesOf(draft, table.entityId, present);
  draft.emit({ do: "retypeField", ...on, field: named, columns });
}

function convert(draft: Draft, table: TableState, from: FieldState, wanted: FieldShape, renames: readonly Rename[], verdict: Exclude<Change, { kind: "refuse" }>): void {
  dropIndexesOf(draft, table.entityId, from);
  dropKeysOf(draft, table.entityId, from);
  const rewrite = verdict.kind === "rewrite" ? verdict : undefined;
  draft.emit({
    do: "convertField", entityId: table.entityId, table: table.table, from, renames, field: wanted,
    using: verdict.using!, mayLose: rewrite?.check !== undefined || rewrite?.loses !== undefined, loses: rewrite?.loses,
  });
}

export const planFields = { hide, change };
