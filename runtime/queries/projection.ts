/**
 * Projection: from requested paths to select columns, and from database rows (arrays) back to JSON records. Compiled once per
 * statement: each *output* knows its place in the row.
 */
import { sql } from "kysely";
import type { Sql } from "../fields/storage";
import { relationOf, storageOf, targetsOf } from "../fields/traits";
import { linksOf } from "./links";
import type { Output, RowReader } from "./output";
import { computedOutput } from "./virtual";
import { readable, tableOf, type Resolved, type Source } from "./scope";

/** Paths a record shows when none are asked for: every readable field that has a column, a link table or a formula; child rows only on a single record. */
export function defaultPaths(source: Source): string[] {
  const access = source.trusted ? undefined : source.reading.access(source.entity.name).fields;
  return source.entity.fields
    .filter((field) => storageOf(field) !== "children" && (!access || (access.get(field.name)?.read ?? "none") !== "none"))
    .map((field) => field.name);
}

export function outputsOf(source: Source, paths: readonly string[]): Output[] {
  return paths.map((path) => apartOutput(source, path) ?? output(source, path, source.resolve(path)));
}

/** What is kept apart never comes out; an answer says only whether there is something. */
function apartOutput(source: Source, path: string): Output | undefined {
  const field = source.entity.fieldByName.get(path);
  if (!field || storageOf(field) !== "apart") return undefined;
  if (!source.trusted && (source.reading.access(source.entity.name).fields.get(path)?.read ?? "none") === "none") return undefined;
  const isSet = sql`exists (select 1 from metaloom.secrets s where s.owner_kind = ${source.entity.id} and s.owner_id = ${sql.ref(`${source.alias}.id`)} and s.field = ${field.id})`;
  return { path, columns: [isSet], read: ([value]) => ({ set: value === true }) };
}

function output(source: Source, path: string, resolved: Resolved): Output {
  const { field, type, storage, cols, masked } = resolved;
  const options = field.options;
  if (masked) return { path, columns: cols, read: (values) => type.mask(storage.fromRow(values, options), options) };
  if (storageOf(field) === "computed" && cols.length === 0) return computedOutput(source, path, resolved);
  const relation = relationOf(field);
  if (relation === "one") return titled(path, cols[0]!, source.title(path, resolved));
  if (relation === "many") return manyOutput(source, path, resolved);
  if (relation === "any") return anyOutput(source, path, resolved);
  if (type.traits?.files) return filesOutput(path, resolved);
  return { path, columns: cols, read: (values) => storage.fromRow(values, options) };
}

const titled = (path: string, id: Sql, title: Sql): Output => ({
  path,
  columns: [id, title],
  read: ([key, text]) => (key === null || key === undefined ? null : { id: key, title: text ?? null }),
});

/** Linked records with titles as one JSON column. */
function manyOutput(source: Source, path: string, { field, entity, alias, guard }: Resolved): Output {
  const target = source.reading.model.entities.get(targetsOf(field)[0] ?? "")!;
  const inner = `${alias}m`;
  const { table, own, other } = linksOf(source.reading.model, entity, field, "l");
  const parts = [sql`${own} = ${sql.ref(`${alias}.id`)}`, ...(target.system ? [] : [sql`${sql.ref(`${inner}.deleted_at`)} is null`]), ...(source.trusted ? [] : readable(source.reading, target, inner))];
  const column = sql`(select json_agg(json_build_object('id', ${sql.ref(`${inner}.id`)}, 'title', ${source.titleOf(target, inner)}) order by l.position, ${other}) from ${table} as l join ${tableOf(target)} as ${sql.ref(inner)} on ${sql.ref(`${inner}.id`)} = ${other} where ${sql.join(parts, sql` and `)})`;
  return { path, columns: [guard ? sql`case when ${guard} then ${column} end` : column], read: ([list]) => list ?? [] };
}

/** A reference to one of several entities; its title comes from a sub-select per possible target. */
function anyOutput(source: Source, path: string, { field, storage, cols, alias }: Resolved): Output {
  const named = targetsOf(field);
  const targets = (named.length ? named : [...source.reading.model.entities.keys()]).flatMap((name) => source.reading.model.entities.get(name) ?? []).filter((entity) => !entity.system || named.length > 0);
  const inner = `${alias}a`;
  const cases = targets.map((entity) => sql`when ${entity.name} then (select ${source.titleOf(entity, inner)} from ${tableOf(entity)} as ${sql.ref(inner)} where ${sql.join([sql`${sql.ref(`${inner}.id`)} = ${cols[1]}`, ...(source.trusted ? [] : readable(source.reading, entity, inner))], sql` and `)})`);
  const title = cases.length ? sql`case ${cols[0]} ${sql.join(cases, sql` `)} end` : sql`null::text`;
  return {
    path,
    columns: [...cols, title],
    read: (values) => {
      const value = storage.fromRow(values.slice(0, -1), field.options) as object | null;
      return value && { ...value, title: values.at(-1) ?? null };
    },
  };
}

/** Files by name, size and type; the id alone would tell a reader nothing. */
function filesOutput(path: string, { field, type, storage, cols }: Resolved): Output {
  const list = sql`(select json_agg(json_build_object('id', f.id, 'name', f.name, 'size', f.size, 'mediaType', f.media_type) order by f.created_at, f.id) from metaloom.files f where f.id = any(array[]::uuid[] || ${cols[0]}) and f.state <> 'deleted')`;
  return {
    path,
    columns: [...cols, list],
    read: (values) => {
      const value = storage.fromRow(values.slice(0, -1), field.options) as unknown;
      const known = new Map(((values.at(-1) as { id: string }[] | null) ?? []).map((file) => [file.id, file]));
      if (Array.isArray(value)) return value.map((file: { id: string }) => known.get(file.id) ?? file);
      return type.isEmpty(value) ? null : known.get((value as { id: string }).id) ?? value;
    },
  };
}

/** Reader of a whole row; plain paths become members, "organisation.city" stays a flat member of that name. */
export function rowReader(outputs: readonly Output[], offset = 0): RowReader {
  let at = offset;
  const readers = outputs.map((item) => {
    const start = at;
    at += item.columns.length;
    return { path: item.path, start, end: at, read: item.read };
  });
  return (row, moment) => {
    const record: Record<string, unknown> = {};
    for (const { path, start, end, read } of readers) record[path] = read(row.slice(start, end), moment);
    return record;
  };
}

