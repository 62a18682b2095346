/** SchemaState ↔ rows of metaloom.schema_registry: the list of what in schema `app` is ours. Nothing else there is ever touched. */
import { sql } from "kysely";
import { sys } from "../schemas";
import type { Queryable } from "../transaction";
import type { FieldState, ForeignKeyShape, IndexShape, LinkState, SchemaState, TableState, Target } from "./shape";

interface Row {
  readonly object_kind: "table" | "column" | "index" | "link";
  readonly entity_id: string;
  readonly node_id: string;
  readonly table_name: string;
  readonly object_name: string;
  readonly definition: Readonly<Record<string, unknown>>;
  readonly hidden_at: string | null;
}

/** What we own, as the last publish left it. */
export async function readState(database: Queryable): Promise<SchemaState> {
  const rows = await database.run<Row>(sql`select object_kind, entity_id, node_id, table_name, object_name, definition, hidden_at from ${sys("schema_registry")} order by entity_id, object_kind, object_name`);
  return rows.filter((row) => row.object_kind === "table").map((row) => tableOf(row, rows.filter((other) => other.entity_id === row.entity_id)));
}

const hidden = (row: Row): { hiddenAt?: string } => (row.hidden_at === null ? {} : { hiddenAt: row.hidden_at });

/** Definitions were written by `rowsOf` below; the casts say what it wrote. */
function tableOf(table: Row, rows: readonly Row[]): TableState {
  const of = (kind: Row["object_kind"]): readonly Row[] => rows.filter((row) => row.object_kind === kind);
  return {
    entityId: table.entity_id,
    table: table.table_name,
    foreignKeys: table.definition["foreignKeys"] as readonly ForeignKeyShape[],
    fields: of("column").map((row) => ({ ...(row.definition as unknown as FieldState), id: row.node_id, ...hidden(row) })),
    links: of("link").map((row): LinkState => ({ fieldId: row.node_id, table: row.object_name, target: row.definition["target"] as Target, ...hidden(row) })),
    indexes: of("index").map((row) => ({ ...(row.definition as unknown as IndexShape), name: row.object_name })),
    ...hidden(table),
  };
}

function rowsOf(table: TableState): readonly Row[] {
  const row = (object_kind: Row["object_kind"], node_id: string, object_name: string, definition: object, hiddenAt?: string): Row => ({
    object_kind, entity_id: table.entityId, node_id, table_name: table.table, object_name, definition: definition as Row["definition"], hidden_at: hiddenAt ?? null,
  });
  return [
    row("table", "", "", { foreignKeys: table.foreignKeys }, table.hiddenAt),
    ...table.fields.map(({ id, hiddenAt, ...field }) => row("column", id, field.columns[0]!.name, field, hiddenAt)),
    ...table.links.map((link) => row("link", link.fieldId, link.table, { target: link.target }, link.hiddenAt)),
    ...table.indexes.map(({ name, ...index }) => row("index", "", name, index)),
  ];
}

/** Replaces what the registry says of these entities. */
export async function writeState(database: Queryable, state: SchemaState, entityIds: ReadonlySet<string>): Promise<void> {
  if (entityIds.size === 0) return;
  const rows = state.filter((table) => entityIds.has(table.entityId)).flatMap(rowsOf);
  await database.run(sql`delete from ${sys("schema_registry")} where entity_id = any(${[...entityIds]}::text[])`);
  await database.run(sql`
    insert into ${sys("schema_registry")} (object_kind, entity_id, node_id, table_name, object_name, definition, hidden_at)
    select object_kind, entity_id, node_id, table_name, object_name, definition, hidden_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (object_kind text, entity_id text, node_id text, table_name text, object_name text, definition jsonb, hidden_at timestamptz)`);
}
