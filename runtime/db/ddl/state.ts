/** State after a step, and its form as rows of metaloom.schema_registry. Pure. */
import type { FieldState, LinkState, SchemaState, TableState } from "./shape";
import type { Rename, Step } from "./steps";

type Change = (table: TableState) => TableState;

function onTable(state: SchemaState, entityId: string, change: Change): SchemaState {
  return state.map((table) => (table.entityId === entityId ? change(table) : table));
}

const renamer = (renames: readonly Rename[]) => {
  const names = new Map(renames.map((rename) => [rename.from, rename.to]));
  return (name: string): string => names.get(name) ?? name;
};

/** Renames columns in fields, indexes and foreign keys, as PostgreSQL does by itself. */
function renameColumns(table: TableState, renames: readonly Rename[]): TableState {
  const to = renamer(renames);
  return {
    ...table,
    fields: table.fields.map((field) => ({ ...field, columns: field.columns.map((column) => ({ ...column, name: to(column.name) })) })),
    indexes: table.indexes.map((index) => ({ ...index, columns: index.columns.map(to) })),
    foreignKeys: table.foreignKeys.map((key) => ({ ...key, column: to(key.column) })),
  };
}

const stored = (field: FieldState): FieldState => {
  const { fill: _fill, ...rest } = field;
  return rest;
};

const isActive = (thing: { hiddenAt?: string }): boolean => thing.hiddenAt === undefined;
const firstColumn = (field: FieldState): string => field.columns[0]?.name ?? "";

/** The one field the step means: in use with this id, or hidden with this first column. */
function replaceField(table: TableState, match: (field: FieldState) => boolean, change: (field: FieldState) => FieldState | null): TableState {
  return { ...table, fields: table.fields.flatMap((field) => (match(field) ? (change(field) ?? []) : field)) };
}

function replaceLink(table: TableState, match: (link: LinkState) => boolean, change: (link: LinkState) => LinkState | null): TableState {
  return { ...table, links: table.links.flatMap((link) => (match(link) ? (change(link) ?? []) : link)) };
}

const withoutHiding = <T extends { hiddenAt?: string }>(thing: T): T => {
  const { hiddenAt: _hiddenAt, ...rest } = thing;
  return rest as T; // the rest of a T without its optional member is a T
};

/** State after `step`; `at` is the ISO time noted on what is hidden. */
export function reduce(state: SchemaState, step: Step, at: string): SchemaState {
  const on = (change: Change): SchemaState => onTable(state, step.entityId, change);
  switch (step.do) {
    case "createTable":
      return [...state, { entityId: step.entityId, table: step.table, fields: step.fields.map(stored), links: [], indexes: [], foreignKeys: [] }];
    case "renameTable":
      return on((table) => ({ ...table, table: step.to }));
    case "hideTable":
      return on((table) => ({ ...table, table: step.to, hiddenAt: at }));
    case "restoreTable":
      return on((table) => withoutHiding({ ...table, table: step.to }));
    case "purgeTable":
    case "doomTable":
      return state.filter((table) => table.entityId !== step.entityId);
    case "addField":
      return on((table) => ({ ...table, fields: [...table.fields, stored(step.field)] }));
    case "describeField":
    case "retypeField":
      return on((table) => replaceField(table, (field) => isActive(field) && field.id === step.field.id, () => stored(step.field)));
    case "renameField":
      return on((table) => renameColumns(replaceField(table, (field) => isActive(field) && field.id === step.field.id, (field) => ({ ...field, name: step.field.name })), step.renames));
    case "hideField":
      return on((table) => renameColumns(replaceField(table, (field) => isActive(field) && field.id === step.field.id, (field) => ({ ...field, hiddenAt: at })), step.renames));
    case "restoreField":
      return on((table) => renameColumns(replaceField(table, (field) => firstColumn(field) === firstColumn(step.field), withoutHiding), step.renames));
    case "convertField":
      return on((table) => {
        const aside = renameColumns(replaceField(table, (field) => isActive(field) && field.id === step.field.id, (field) => (step.mayLose ? { ...field, hiddenAt: at } : null)), step.renames);
        return { ...aside, fields: [...aside.fields, stored(step.field)] };
      });
    case "purgeField":
      return on((table) => replaceField(table, (field) => firstColumn(field) === firstColumn(step.field), () => null));
    case "createLink":
      return on((table) => ({ ...table, links: [...table.links, step.link] }));
    case "renameLink":
      return on((table) => replaceLink(table, (link) => link.table === step.link.table, (link) => ({ ...link, table: step.to })));
    case "hideLink":
      return on((table) => replaceLink(table, (link) => link.table === step.link.table, (link) => ({ ...link, table: step.to, hiddenAt: at })));
    case "restoreLink":
      return on((table) => replaceLink(table, (link) => link.table === step.link.table, (link) => withoutHiding({ ...link, table: step.to })));
    case "purgeLink":
    case "doomLink":
      return on((table) => replaceLink(table, (link) => link.table === step.link.table, () => null));
    case "createIndex":
      return on((table) => ({ ...table, indexes: [...table.indexes, step.index] }));
    case "dropIndex":
      return on((table) => ({ ...table, indexes: table.indexes.filter((index) => index.name !== step.index.name) }));
    case "addForeignKey":
      return on((table) => ({ ...table, foreignKeys: [...table.foreignKeys, step.foreignKey] }));
    case "dropForeignKey":
      return on((table) => ({ ...table, foreignKeys: table.foreignKeys.filter((key) => key.name !== step.foreignKey.name) }));
  }
}
