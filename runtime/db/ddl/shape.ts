/**
 * What the tables of schema `app` look like, as data.
 *
 * - *shape*: what the model asks for; one TableShape per entity, one FieldShape per field that keeps columns.
 * - *state*: what is there and owned by us: a shape plus what is *hidden* (dropped from the model, data kept, name freed).
 * - *link*: a table of pairs that holds a many-to-many field.
 *
 * Everything is found by the stable id of its entity or field; names may change.
 */
import { createHash } from "node:crypto";

export interface ColumnShape {
  readonly name: string;
  /** Part after the field's base column, "" or "_currency": tells the columns of one field apart when the base is renamed. */
  readonly suffix: string;
  readonly type: string;
}

/** Where a reference points: a system table, or the table of an entity (by id, since its name may change). */
export type Target = { readonly schema: "metaloom"; readonly table: string } | { readonly schema: "app"; readonly entityId: string };

export interface FieldShape {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly columns: readonly ColumnShape[];
  /** Keys (`targetKey`) of what it points at, for relations: the same target under a new name is no change. */
  readonly targets?: readonly string[];
  /** One driver value per column, given to rows that exist when the field is added. */
  readonly fill?: readonly unknown[];
}

export interface LinkShape {
  readonly fieldId: string;
  readonly table: string;
  readonly target: Target;
}

export interface IndexShape {
  readonly name: string;
  readonly columns: readonly string[];
  readonly method: "btree" | "trigram";
  readonly unique: boolean;
  /** Only rows that are not in the trash. */
  readonly live: boolean;
}

export interface ForeignKeyShape {
  readonly name: string;
  readonly column: string;
  readonly target: Target;
}

export interface TableShape {
  readonly entityId: string;
  readonly table: string;
  readonly fields: readonly FieldShape[];
  readonly links: readonly LinkShape[];
  readonly indexes: readonly IndexShape[];
  readonly foreignKeys: readonly ForeignKeyShape[];
}

/** Tables of all entities that the model keeps in schema `app`, in the order of the model. */
export type Shape = readonly TableShape[];

export interface FieldState extends FieldShape {
  /** ISO time of hiding; absent = in use. */
  readonly hiddenAt?: string;
}

export interface LinkState extends LinkShape {
  readonly hiddenAt?: string;
}

export interface TableState extends Omit<TableShape, "fields" | "links"> {
  readonly fields: readonly FieldState[];
  readonly links: readonly LinkState[];
  readonly hiddenAt?: string;
}

export type SchemaState = readonly TableState[];

/** Columns every record table has, besides those of its fields. */
export const SYSTEM_COLUMNS: readonly { readonly name: string; readonly definition: string }[] = [
  { name: "id", definition: "uuid not null" },
  { name: "version", definition: "integer not null default 1" },
  { name: "created_at", definition: "timestamptz not null default now()" },
  { name: "created_by", definition: "uuid" },
  { name: "updated_at", definition: "timestamptz not null default now()" },
  { name: "updated_by", definition: "uuid" },
  // No foreign keys on the next three: users, teams and units are never removed, and three look-ups an insert cost more than they prove.
  { name: "owner_id", definition: "uuid" },
  { name: "team_id", definition: "uuid" },
  { name: "unit_id", definition: "uuid" },
  { name: "record_type", definition: "text" },
  { name: "deleted_at", definition: "timestamptz" },
  { name: "deleted_by", definition: "uuid" },
];

/** PostgreSQL cuts longer identifiers silently, so two long names could become one. */
export const MAX_IDENTIFIER = 63;

/** Readable, unique and unchanged by renames, because it is made of ids: "deal_stage_amount_1f0c2a9b". */
export function objectName(parts: readonly string[], kind: string): string {
  const readable = parts.map((part) => part.replace(/[A-Z]/g, (letter) => "_" + letter.toLowerCase()).replace(/[^a-z0-9_]/g, "_")).join("_");
  const digest = createHash("sha256").update(JSON.stringify([kind, ...parts])).digest("hex").slice(0, 8);
  return `${readable.slice(0, MAX_IDENTIFIER - digest.length - 1)}_${digest}`;
}

/** Name under which a dropped table or column rests. No model name begins with an underscore, so it is never in the way. */
export function hiddenName(name: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const candidate = `${`_hidden_${name}`.slice(0, MAX_IDENTIFIER - `_${n}`.length)}_${n}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Name of a table that is given up: never that of another, hidden ones included, since those of two publishes differ in `when`. */
export function doomedName(name: string, when: string): string {
  return `_doomed_${createHash("sha256").update(JSON.stringify([name, when])).digest("hex").slice(0, 24)}`;
}

export function targetKey(target: Target): string {
  return target.schema === "app" ? `app:${target.entityId}` : `metaloom.${target.table}`;
}
