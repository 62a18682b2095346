import { sql } from "kysely";
import type { EntityModel } from "../model/types";
import type { RowRule } from "../permissions/scopes";
import type { RowReader } from "./output";
import { outputsOf, rowReader } from "./projection";
import { rowRuleSql } from "./row-rule";
import { readable, Source, type Reading } from "./scope";
import { statementOf, valueSlot, type Statement } from "./statement";

export interface ReadShape {
  readonly paths: readonly string[];
  readonly trash: "without" | "with" | "only";
  /** Extra questions about the row, answered as booleans after the outputs (rights to update, to delete …). */
  readonly questions: readonly RowRule[];
  /** Locks the row until the transaction ends. */
  readonly lock: boolean;
  /** Value 0 is one id, not a list: the server then keeps one plan instead of planning each time. */
  readonly one?: boolean;
  /** Reads by trusted rights but still only rows the reader may see (for writes, which need every field). */
  readonly trusted: boolean;
}

export interface CompiledRead {
  readonly statement: Statement;
  readonly read: RowReader;
  answers(row: readonly unknown[]): boolean[];
}

/** One record by id (value 0), or several when value 0 is a list. Rows the reader may not see do not come. */
export function compileRead(reading: Reading, entity: EntityModel, shape: ReadShape): CompiledRead {
  const source = new Source(reading, entity, "t", shape.trusted);
  const outputs = outputsOf(source, shape.paths);
  const width = outputs.reduce((sum, output) => sum + output.columns.length, 0);
  const questions = shape.questions.map((rule) => sql`coalesce(${rowRuleSql(reading, entity, "t", rule)}, false)`);
  const columns = [...outputs.flatMap((output) => output.columns), ...questions];
  const parts = [shape.one ? sql`t.id = ${valueSlot(0)}::uuid` : sql`t.id = any(${valueSlot(0)}::uuid[])`, ...readable(reading, entity, "t")];
  if (shape.trash === "without") parts.push(sql`t.deleted_at is null`);
  if (shape.trash === "only") parts.push(sql`t.deleted_at is not null`);
  const fragment = sql`select ${sql.join(columns.length ? columns : [sql`1`])} from ${source.from()} where ${sql.join(parts, sql` and `)}${shape.lock ? sql` order by t.id for update of t` : sql``}`;
  return { statement: statementOf(fragment), read: rowReader(outputs), answers: (row) => row.slice(width).map((value) => value === true) };
}
