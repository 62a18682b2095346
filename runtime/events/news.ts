/** New notifications as a stream: for whom there is one. What it says, the reader asks for himself. */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import { STEP, type Position } from "./journal";

export interface NewsRow {
  readonly position: Position;
  readonly userId: string;
  readonly id: string;
}

/** The next after a position. */
export async function readNews(db: Queryable, after: Position): Promise<NewsRow[]> {
  const rows = await db.run<{ xid: string; seq: number; user_id: string; id: string }>(sql`select n.xid::text as xid, n.seq, n.user_id, n.id from ${sys("notifications")} n
    where n.shown and (n.xid, n.seq) > (${after.xid.toString()}::text::xid8, ${after.seq}::bigint) and n.xid < pg_snapshot_xmin(pg_current_snapshot()) order by n.xid, n.seq limit ${STEP}`);
  return rows.map((row) => ({ position: { xid: BigInt(row.xid), seq: row.seq }, userId: row.user_id, id: row.id }));
}
