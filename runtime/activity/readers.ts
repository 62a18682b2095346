/** Which people may see a record: for mentions. Asked of the gateway with each person's own rights, as they are now. */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import type { Principal } from "../kernel/principal";
import { isAppError } from "../kernel/errors";
import type { Queries } from "../queries";
import { likePattern } from "../queries/search";
import type { ActivityCall, Place } from "./place";

export interface ReaderDeps {
  readonly queries: Queries;
  /** Somebody's rights as they are now; undefined when he may not sign in. */
  readonly principalOf: (userId: string, db: Queryable) => Promise<Principal | undefined>;
}

/** Ids of those users who may read the record. */
export async function readersAmong(deps: ReaderDeps, call: ActivityCall, users: readonly string[], entityName: string, recordId: string): Promise<Set<string>> {
  const readers = new Set<string>();
  for (const user of new Set(users)) if (await mayRead(deps, call, user, entityName, recordId)) readers.add(user);
  return readers;
}

async function mayRead({ queries, principalOf }: ReaderDeps, call: ActivityCall, user: string, entityName: string, recordId: string): Promise<boolean> {
  const principal = await principalOf(user, call.db);
  if (!principal) return false;
  try {
    const found = await queries.read({ ...call, ctx: { ...call.ctx, principal } }, entityName, [recordId], { paths: ["id"], trusted: true, trash: "without", lock: false, questions: [] });
    return found.length > 0;
  } catch (error) {
    // An entity somebody has no right on at all is unknown to him.
    if (isAppError(error) && error.code === "entity:notFound") return false;
    throw error;
  }
}

export interface Named {
  readonly id: string;
  readonly title: string;
}

/** Offered at once, and looked at to find them. */
const OFFERED = 8, EXAMINED = 60;

/** People whose name contains the text (e-mails are not everybody's to search) and who may see the record; whoever took part in it already comes first. */
export async function mentionable(deps: ReaderDeps, call: ActivityCall, place: Place, text: string): Promise<Named[]> {
  const pattern = likePattern(text.trim());
  const candidates = await call.db.run<Named>(sql`select u.id, u.name as title from metaloom.users u where u.status = 'active' and u.deleted_at is null and u.name ilike ${pattern}
    order by exists (select 1 from metaloom.posts p where p.record_id = ${place.id}::uuid and p.author_id = u.id and not p.private and p.deleted_at is null) desc, u.name, u.id limit ${EXAMINED}`);
  const offered: Named[] = [];
  for (const candidate of candidates) {
    if (offered.length === OFFERED) break;
    if (await mayRead(deps, call, candidate.id, place.entity.name, place.id)) offered.push(candidate);
  }
  return offered;
}
