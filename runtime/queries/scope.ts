/**
 * A *reading* is what one set of roles may see in one revision; it compiles accesses once per entity and is shared by all
 * requests of equal role sets. A *source* is one `from` of a query: an entity under an alias, and the joins its paths need.
 */
import { sql } from "kysely";
import { AppError, isAppError } from "../kernel/errors";
import { didYouMean } from "../kernel/names";
import type { Passage } from "../kernel/principal";
import { app, sys } from "../db/schemas";
import { fieldStorage } from "../fields/server";
import { fieldType } from "../fields/index";
import { relationOf, storageOf, targetsOf } from "../fields/traits";
import type { AnyFieldType } from "../fields/index";
import type { AnyFieldStorage } from "../fields/server";
import type { Sql } from "../fields/storage";
import type { AppModel, EntityModel, FieldModel } from "../model/types";
import { compileAccess, type EntityAccess } from "../permissions/access";
import { CONDITION_LIMITS } from "../expressions/condition";
import { shownColumns } from "./languages";
import { linksOf } from "./links";
import type { RowRule } from "../permissions/scopes";

export interface Reading {
  readonly model: AppModel;
  /** Identifies the role set in statement caches. */
  readonly key: string;
  readonly unlimited: boolean;
  /** Lists of the caller that have exactly one member: rules test them with "=", which an index can keep in order; "= any" cannot. */
  readonly single: ReadonlySet<string>;
  access(entity: string): EntityAccess;
  /** A row rule as SQL on a row under `alias` (row-rule.ts). */
  rowRule(entity: EntityModel, alias: string, rule: RowRule): Sql;
  /** A virtual formula as SQL; nothing when PostgreSQL would compute something else (virtual.ts). */
  formula(entity: EntityModel, field: FieldModel, alias: string): readonly Sql[];
}

/** The two compilers a reading is given; they resolve paths themselves, so this file cannot import them. */
export interface ReadingCompilers {
  rowRule(reading: Reading, entity: EntityModel, alias: string, rule: RowRule): Sql;
  formula(reading: Reading, entity: EntityModel, field: FieldModel, alias: string): readonly Sql[];
}

export function createReading(model: AppModel, roles: readonly string[], options: { unlimited?: boolean; sharedEntities?: readonly string[]; single?: readonly string[]; onlyBy?: Passage }, compilers: ReadingCompilers): Reading {
  const cache = new Map<string, EntityAccess>();
  const shared = new Set(options.sharedEntities ?? []);
  const { onlyBy } = options;
  const reading: Reading = {
    model,
    rowRule: (entity, alias, rule) => compilers.rowRule(reading, entity, alias, rule),
    formula: (entity, field, alias) => compilers.formula(reading, entity, field, alias),
    key: options.unlimited ? "*" : `${[...roles].sort().join()}|${[...shared].sort().join()}|${(options.single ?? []).join()}|${onlyBy ? `${onlyBy.right} ${onlyBy.entity}` : ""}`,
    unlimited: options.unlimited ?? false,
    single: new Set(options.single ?? []),
    access(name) {
      const known = cache.get(name);
      if (known) return known;
      const entity = model.entities.get(name);
      const now = entity ? undefined : [...model.entities.values()].find(({ formerNames }) => formerNames?.includes(name));
      if (now && reading.access(now.name).rows.read.length > 0) throw new AppError("entity:notFound", `There is no entity "${name}" any more.`, { remedy: `It is called "${now.name}" now.` });
      if (!entity) throw unknownEntity(name, options.unlimited ? model.entities.keys() : []);
      const access = compileAccess(model, entity, roles, { unlimited: options.unlimited, sharedEntities: shared, onlyBy: onlyBy?.entity === name ? onlyBy.right : undefined });
      cache.set(name, access);
      return access;
    },
  };
  return reading;
}

/** The same answer for an entity that does not exist and one the caller has no right on. */
export function unknownEntity(name: string, visible: Iterable<string>): AppError {
  const near = didYouMean(name, visible);
  return new AppError("entity:notFound", `There is no entity "${name.slice(0, 60)}".`, { remedy: near ? `Did you mean "${near}"?` : "See GET /api/v1/model for the entities you may use." });
}

export const tableOf = (entity: EntityModel): Sql => (entity.system ? sys(entity.table) : app(entity.table));

/** Name of the column of a field, e.g. deal.amount → "amount", suffix "_currency". */
const columnRef = (alias: string, column: string): Sql => sql.ref(`${alias}.${column}`);

export interface Resolved {
  readonly field: FieldModel;
  readonly entity: EntityModel;
  readonly type: AnyFieldType;
  readonly storage: AnyFieldStorage;
  readonly cols: readonly Sql[];
  /** Rows on which the reader is shown the value, where that is not all of them; `cols` heed it already. */
  readonly guard?: Sql;
  /** Set when the path shows a field masked only: it may be selected, not filtered or sorted. */
  readonly masked: boolean;
  /** Alias of the joined target, for one-relations: its title is read from there. */
  readonly alias: string;
}

interface Join {
  readonly alias: string;
  readonly entity: EntityModel;
  readonly fragment: Sql;
}

export class Source {
  readonly joins = new Map<string, Join>();

  constructor(
    readonly reading: Reading,
    readonly entity: EntityModel,
    readonly alias: string,
    /** Trusted sources ignore field rights and row rules: used for rules themselves, rollups and stored formulas. */
    readonly trusted: boolean,
  ) {}

  /** Columns of a path such as "organisation.city", joining what it needs. @throws AppError query:invalid when unknown to the reader. */
  resolve(path: string): Resolved {
    const hops = path.split(".");
    if (hops.length > CONDITION_LIMITS.pathHops + 1) throw unknownField(path, this.visibleNames(this.entity));
    let entity = this.entity;
    let alias = this.alias;
    let prefix = "";
    for (const hop of hops.slice(0, -1)) {
      prefix += (prefix ? "." : "") + hop;
      const from = this.fieldOf(entity, hop, path, alias);
      if (relationOf(from.field) !== "one") throw unknownField(path, this.visibleNames(entity));
      const join = this.join(prefix, from);
      [entity, alias] = [join.entity, join.alias];
    }
    return this.fieldOf(entity, hops.at(-1)!, path, alias);
  }

  /** Joins the target of a one-relation, once per path; rows the reader may not see join as nothing. */
  join(prefix: string, from: Resolved): Join {
    const known = this.joins.get(prefix);
    if (known) return known;
    const target = targetsOf(from.field)[0];
    const entity = target && relationOf(from.field) === "one" ? this.reading.model.entities.get(target) : undefined;
    if (!entity || from.masked) throw unknownField(prefix, this.visibleNames(this.entity));
    const alias = `${this.alias}_${this.joins.size + 1}`;
    const on = [sql`${columnRef(alias, "id")} = ${from.cols[0]}`, ...(entity.system ? [] : [sql`${columnRef(alias, "deleted_at")} is null`])];
    if (!this.trusted) on.push(...readable(this.reading, entity, alias));
    const join = { alias, entity, fragment: sql`left join ${tableOf(entity)} as ${sql.ref(alias)} on ${sql.join(on, sql` and `)}` };
    this.joins.set(prefix, join);
    return join;
  }

  /** Title of the record a one-relation points at, as text; null when the reader may not see it. */
  title(path: string, from: Resolved): Sql {
    const join = this.join(path, from);
    return this.titleOf(join.entity, join.alias);
  }

  titleOf(entity: EntityModel, alias: string): Sql {
    const field = entity.fieldByName.get(entity.titleField);
    if (!field || (!this.trusted && this.reading.access(entity.name).fields.get(field.name)?.read !== "full")) return sql`null::text`;
    const { storage, cols } = this.fieldOf(entity, field.name, field.name, alias);
    return storage.text ? storage.text(cols) : sql`${cols[0]}::text`;
  }

  /** The entity's table (or `instead`, for example rows just written) with the joins asked for so far. */
  from(instead?: Sql): Sql {
    return sql`${instead ?? tableOf(this.entity)} as ${sql.ref(this.alias)}${this.joined()}`;
  }

  joined(): Sql {
    const joins = [...this.joins.values()].map((join) => join.fragment);
    return joins.length ? sql` ${sql.join(joins, sql` `)}` : sql``;
  }

  /** A field of an entity reached under `alias`, as this reader sees it. */
  fieldOf(entity: EntityModel, name: string, path: string, alias: string): Resolved {
    const field = entity.fieldByName.get(name);
    const access = this.trusted ? undefined : this.reading.access(entity.name).fields.get(name);
    const type = field && fieldType(field.type);
    if (!field || !type || type.traits?.writeOnly || (!this.trusted && (!access || access.read === "none"))) throw unknownField(path, this.visibleNames(entity));
    const storage = fieldStorage(field.type);
    const guard = access?.when && this.reading.rowRule(entity, alias, access.when);
    const whole = this.columns(entity, field, storage, alias);
    const cols = guard ? whole.map((col) => sql`case when ${guard} then ${col} end`) : whole;
    return { field, entity, type, storage, cols, guard, masked: access?.read === "masked", alias };
  }

  private columns(entity: EntityModel, field: FieldModel, storage: AnyFieldStorage, alias: string): readonly Sql[] {
    const place = storageOf(field);
    if (place === "columns") {
      const columns = storage.columns(field.options).map(({ suffix }) => columnRef(alias, field.column + suffix));
      return this.trusted ? columns : shownColumns(entity, field, columns, (column) => columnRef(alias, column));
    }
    if (place === "link") return [linkedIds(this, entity, field, alias)];
    if (place === "computed") return this.reading.formula(entity, field, alias);
    return [];
  }

  private visibleNames(entity: EntityModel): string[] {
    const { fields } = this.reading.access(entity.name);
    return entity.fields.map((field) => field.name).filter((name) => this.trusted || (fields.get(name)?.read ?? "none") !== "none");
  }
}

/** Condition parts that keep the rows of `entity` under `alias` which the reader may see; nothing to add when he sees all. */
export function readable(reading: Reading, entity: EntityModel, alias: string): Sql[] {
  const rule = reading.access(entity.name).rows.read;
  return rule.length === 1 && "all" in rule[0]! && rule[0].all.length === 0 ? [] : [sql`(${reading.rowRule(entity, alias, rule)})`];
}

/** Ids a many-to-many field holds, in order, as uuid[]; only those of records the reader may see. */
function linkedIds(source: Source, entity: EntityModel, field: FieldModel, alias: string): Sql {
  const target = source.reading.model.entities.get(targetsOf(field)[0] ?? "");
  if (!target) return sql`null::uuid[]`;
  const inner = `${alias}_l`;
  const { table, own, other } = linksOf(source.reading.model, entity, field, "l");
  const on = [sql`${columnRef(inner, "id")} = ${other}`, ...(target.system ? [] : [sql`${columnRef(inner, "deleted_at")} is null`]), ...(source.trusted ? [] : readable(source.reading, target, inner))];
  return sql`nullif(array(select ${other} from ${table} as l join ${tableOf(target)} as ${sql.ref(inner)} on ${sql.join(on, sql` and `)} where ${own} = ${columnRef(alias, "id")} order by l.position, ${other}), '{}')`;
}

/** Misspelt, missing and forbidden fields get this one answer. */
export function unknownField(path: string, visible: Iterable<string>): AppError {
  const near = didYouMean(path, [...visible].filter((name) => name !== path));
  return new AppError("query:invalid", `There is no field "${path.slice(0, 100)}".`, {
    remedy: near ? `Did you mean "${near}"?` : "See GET /api/v1/model for the fields you may use.",
    issues: [{ pointer: "", code: "unknownField", message: `There is no field "${path.slice(0, 100)}".`, remedy: near && `Did you mean "${near}"?` }],
  });
}

/** Runs `work`; what it refuses gets the pointer of the place in the request it came from. */
export function located<T>(pointer: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isAppError(error) || !error.issues.some((issue) => issue.pointer === "")) throw error;
    const { message, remedy, details, cause } = error;
    throw new AppError(error.code, message, { remedy, details, cause, issues: error.issues.map((issue) => (issue.pointer === "" ? { ...issue, pointer } : issue)) });
  }
}
