/** The journal as a stream: rows in the order of their transactions, up to the oldest one still running, so that nothing that commits late is skipped. */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";

/** Place in the stream: transaction, then row. */
export interface Position {
  readonly xid: bigint;
  readonly seq: number;
}

export interface JournalRow {
  readonly position: Position;
  /** Id of the entity. */
  readonly entity: string;
  readonly recordId: string;
  readonly version: number;
  readonly verb: string;
  /** The comment, note or file inside the record it is about. */
  readonly part?: string;
  /** Ids of audited fields that changed; undefined when none did. */
  readonly changed?: readonly string[];
}

/** Rows of one step. */
export const STEP = 500;

export const isAfter = (a: Position, b: Position): boolean => a.xid > b.xid || (a.xid === b.xid && a.seq > b.seq);

/** Everything before it has ended and everything after it has not begun to be read: where a new reader starts. */
export async function horizon(db: Queryable): Promise<Position> {
  const [row] = await db.run<{ xid: string }>(sql`select pg_snapshot_xmin(pg_current_snapshot())::text as xid`);
  return { xid: BigInt(row!.xid), seq: 0 };
}

interface Row {
  xid: string; seq: number; entity: string; record_id: string; version: number; verb: string; part_id: string | null; changed: string[] | null;
}

/** The next rows after a position, at most STEP. */
export async function readJournal(db: Queryable, after: Position): Promise<JournalRow[]> {
  const rows = await db.run<Row>(sql`
    select j.xid::text as xid, j.seq, j.entity, j.record_id, j.version, j.verb, j.part_id,
      case when jsonb_typeof(j.changes) = 'object' then array(select jsonb_object_keys(j.changes)) end as changed
    from metaloom.journal j
    where (j.xid, j.seq) > (${after.xid.toString()}::text::xid8, ${after.seq}::bigint) and j.xid < pg_snapshot_xmin(pg_current_snapshot())
    order by j.xid, j.seq limit ${STEP}`);
  return rows.map((row) => ({ position: { xid: BigInt(row.xid), seq: row.seq }, entity: row.entity, recordId: row.record_id, version: row.version, verb: row.verb, ...(row.part_id ? { part: row.part_id } : {}), ...(row.changed?.length ? { changed: row.changed } : {}) }));
}
