/** Rows of instances: locked, read, begun, saved. */
import { sql } from "kysely";
import type { Tx } from "../db/pool";
import { sys } from "../db/schemas";
import type { Values } from "../workflow/definition/types";
import type { ErrorValue, ProcessState } from "../workflow/engine/state";

export interface InstanceRow {
  readonly id: string;
  readonly version_id: string;
  /** Id of the process. */
  readonly process: string;
  readonly pool: string;
  readonly status: ProcessState["status"];
  readonly lock: number;
  /** Id of the entity. */
  readonly entity: string | null;
  readonly record_id: string | null;
  readonly key: string | null;
  readonly root_id: string;
  readonly parent_id: string | null;
  readonly parent_token: number | null;
  /** How many processes began one another before it. */
  readonly generation: number;
  readonly state: ProcessState;
  readonly started_at: Date | string;
  readonly started_by: string | null;
  readonly suspended_at: Date | string | null;
  readonly ended_at: Date | string | null;
  readonly outcome: Ending | null;
}

/** With what an instance ended. */
export interface Ending {
  readonly variables: Values;
  readonly error?: ErrorValue;
}

export const INSTANCE = sql`id, version_id, process, pool, status, lock, entity, record_id, key, root_id, parent_id, parent_token, generation, state, started_at, started_by, suspended_at, ended_at, outcome`;

/** The row, locked until the transaction ends. `skip`: undefined when somebody else holds it. */
export async function lockInstance(tx: Tx, id: string, { skip = false } = {}): Promise<InstanceRow | undefined> {
  const [row] = await tx.run(sql<InstanceRow>`select ${INSTANCE} from ${sys("process_instances")} where id = ${id}::uuid for update ${skip ? sql`skip locked` : sql``}`);
  return row;
}

export async function insertInstance(tx: Tx, row: Omit<InstanceRow, "status" | "lock" | "suspended_at" | "ended_at" | "outcome" | "started_at"> & { readonly started_at: Date }): Promise<void> {
  await tx.change(sql`insert into ${sys("process_instances")} (id, version_id, process, pool, entity, record_id, key, root_id, parent_id, parent_token, generation, state, started_at, started_by) values
    (${row.id}::uuid, ${row.version_id}::uuid, ${row.process}, ${row.pool}, ${row.entity}, ${row.record_id}::uuid, ${row.key}, ${row.root_id}::uuid, ${row.parent_id}::uuid, ${row.parent_token}::int, ${row.generation}::int, ${JSON.stringify(row.state)}::jsonb, ${row.started_at}::timestamptz, ${row.started_by}::uuid)`);
}

/** False when the row was changed by somebody else since it was read. */
export async function saveInstance(tx: Tx, row: InstanceRow, state: ProcessState, now: Date, outcome: Ending | undefined): Promise<boolean> {
  return (await tx.change(sql`update ${sys("process_instances")} set state = ${JSON.stringify(state)}::jsonb, status = ${state.status}, lock = lock + 1, outcome = ${outcome ? JSON.stringify(outcome) : null}::jsonb, ended_at = ${state.status === "running" ? null : now}::timestamptz
    where id = ${row.id}::uuid and lock = ${row.lock}::int`)) === 1;
}
