/** The event log as administrators read it: newest first, a page at a time, with the names of who did it and to whom. */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import type { Principal } from "../kernel";
import type { AuthDeps } from "./deps";
import { requireSystemRight } from "./roles";

export const EVENTS_READ = "events.read";

export interface EventQuery {
  /** Beginning of a kind: "signIn" finds "signIn.ok". */
  readonly kind?: string;
  /** Id of a user: who did it, or to whom it was done. */
  readonly user?: string;
  readonly from?: string;
  readonly to?: string;
  /** Number of the last event of the page before. */
  readonly before?: number;
  readonly limit?: number;
}

export interface EventView {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly actorKind: string | null;
  readonly actor: { readonly id: string; readonly title: string } | null;
  readonly subject: string | null;
  /** Name of the user, team, unit or key it was done to; null for anything else. */
  readonly subjectTitle: string | null;
  readonly address: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export async function listEvents(deps: AuthDeps, actor: Principal, query: EventQuery): Promise<{ items: EventView[]; nextCursor: number | null }> {
  requireSystemRight(actor, EVENTS_READ, deps.roles);
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 200);
  const { kind = null, user = null, from = null, to = null, before = null } = query;
  const rows = await deps.db.run(sql<EventView & { seq: number | string }>`
    select e.seq, e.at, e.kind, e.actor_kind as "actorKind", case when a.id is null then null else json_build_object('id', a.id, 'title', a.name) end as actor, e.subject,
      coalesce(s.name, (select t.name from ${sys("teams")} t where t.id::text = e.subject), (select n.name from ${sys("units")} n where n.id::text = e.subject), (select k.name from ${sys("api_keys")} k where k.id::text = e.subject)) as "subjectTitle",
      e.address, e.details
    from ${sys("event_log")} e left join ${sys("users")} a on a.id = e.actor_id left join ${sys("users")} s on s.id::text = e.subject
    where (${kind}::text is null or starts_with(e.kind, ${kind}::text)) and (${user}::text is null or e.actor_id::text = ${user} or e.subject = ${user})
      and (${from}::timestamptz is null or e.at >= ${from}::timestamptz) and (${to}::timestamptz is null or e.at < ${to}::timestamptz) and (${before}::bigint is null or e.seq < ${before}::bigint)
    order by e.seq desc limit ${limit + 1}`);
  const items = rows.slice(0, limit).map((row) => ({ ...row, seq: Number(row.seq) }));
  return { items, nextCursor: rows.length > limit ? items[items.length - 1]!.seq : null };
}
