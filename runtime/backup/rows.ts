/** Rows of any table in text form: the statements are put together by the server itself, which quotes the names. */
import { sql } from "kysely";
import type { Tx } from "../db/pool";
import type { CatalogueTable } from "../db/catalogue";
import { realSchema, type SchemaName } from "../db/schema-pair";
import { TableDigest, type Row } from "./format";

const BATCH_ROWS = 500;
const BATCH_BYTES = 2_000_000;

/**
 * Columns that are saved. Not those the database computes, and not transaction ids (xid8): another server counts its own,
 * and a number from here would look like the future there.
 */
export const savedColumns = (table: CatalogueTable): string[] => table.columns.filter((column) => !column.isGenerated && column.type !== "xid8").map((column) => column.name);

async function selectStatement(tx: Tx, name: SchemaName, table: string, columns: readonly string[]): Promise<string> {
  const schema = realSchema(tx.schemas, name);
  const [row] = await tx.run<{ text: string }>(sql`
    select format('declare rows_of_table no scroll cursor for select %s from %I.%I', string_agg(format('%I::text', name), ', ' order by place), ${schema}::text, ${table}::text) as text
    from unnest(${columns}::text[]) with ordinality as c(name, place)`);
  return row!.text;
}

/** Reads all rows in pieces. */
export async function eachRow(tx: Tx, schema: SchemaName, table: string, columns: readonly string[], use: (row: Row) => Promise<void> | void): Promise<TableDigest> {
  const digest = new TableDigest();
  if (columns.length === 0) return digest;
  await tx.query({ sql: await selectStatement(tx, schema, table, columns), parameters: [] });
  for (;;) {
    const rows = (await tx.query({ sql: "fetch 1000 from rows_of_table", parameters: [] })) as unknown as Row[];
    for (const row of rows) {
      digest.add(row);
      await use(row);
    }
    if (rows.length < 1000) break;
  }
  await tx.query({ sql: "close rows_of_table", parameters: [] });
  return digest;
}

async function insertStatement(tx: Tx, name: SchemaName, table: string, columns: readonly string[]): Promise<string> {
  const schema = realSchema(tx.schemas, name);
  const [row] = await tx.run<{ text: string; found: number }>(sql`
    select count(a.attname)::int as found, format('insert into %I.%I (%s) overriding system value select %s from unnest(%s) as x(%s)', ${schema}::text, ${table}::text,
      string_agg(format('%I', name), ', ' order by place), string_agg(format('x.%I::%s', name, format_type(a.atttypid, a.atttypmod)), ', ' order by place),
      string_agg(format('$%s::text[]', place), ', ' order by place), string_agg(format('%I', name), ', ' order by place)) as text
    from unnest(${columns}::text[]) with ordinality as c(name, place)
      left join pg_attribute a on a.attname = c.name and a.attrelid = to_regclass(format('%I.%I', ${schema}::text, ${table}::text)) and not a.attisdropped`);
  if (row!.found !== columns.length) throw new Error(`The table ${name}.${table} has not all columns of the backup.`);
  return row!.text;
}

/** Takes rows one by one and writes them in batches. */
export async function rowInserter(tx: Tx, schema: SchemaName, table: string, columns: readonly string[]): Promise<{ add(row: Row): Promise<void>; finish(): Promise<void> }> {
  const statement = await insertStatement(tx, schema, table, columns);
  let batch: Row[] = [];
  let bytes = 0;
  async function finish(): Promise<void> {
    if (batch.length) await tx.query({ sql: statement, parameters: columns.map((_, index) => batch.map((row) => row[index] ?? null)) });
    [batch, bytes] = [[], 0];
  }
  return {
    finish,
    async add(row) {
      batch.push(row);
      for (const value of row) bytes += value?.length ?? 0;
      if (batch.length >= BATCH_ROWS || bytes > BATCH_BYTES) await finish();
    },
  };
}
