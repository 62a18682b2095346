/**
 * From a token to a principal. One statement loads everything rights are computed from; the answer is kept one second by
 * token hash, so that a burst of requests asks once, and is dropped at once on this node when the user changes.
 * The answer is a tagged union: nothing here is ever "truthy".
 */
import { sql, type RawBuilder } from "kysely";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import type { ApiKeyPrincipal, StaffPrincipal } from "../kernel";
import { SESSION_IDLE_MS, TOUCH_EVERY_MS, touchSession } from "./sessions";
import { hashToken, isToken } from "./tokens";

export type AuthResult =
  | { readonly kind: "ok"; readonly principal: StaffPrincipal | ApiKeyPrincipal; readonly email: string; readonly language: string; readonly timeZone: string }
  /** no token, a malformed or an unknown one */
  | { readonly kind: "none" }
  | { readonly kind: "expired" }
  | { readonly kind: "revoked" }
  /** the user is suspended, deleted or has not joined yet */
  | { readonly kind: "inactive" };

const CACHE_MS = 1000;
const CACHE_SIZE = 10_000;
const NONE: AuthResult = { kind: "none" };

interface Row {
  id: string; user_id: string; name: string; email: string; status: string; language: string; time_zone: string; deleted: boolean;
  expires_at: string; last_seen_at: string | null; revoked: boolean;
  roles: string[]; teams: string[]; units: string[]; unit_tree: string[]; shared: string[];
  read_only: boolean;
}

interface Cached {
  readonly result: AuthResult;
  readonly userId: string;
  readonly until: number;
}

/** Who left work behind. `place` stands for the session of that work (the id of a job). */
export interface LateActor {
  readonly userId: string;
  readonly keyId?: string;
  readonly place: string;
}

export interface Principals {
  principalFromSession(token: unknown): Promise<AuthResult>;
  principalFromApiKey(key: unknown): Promise<AuthResult>;
  /** A person (or his key) acting without a request, for work he left behind: what he may do now, not what he could then. Never cached. */
  principalOf(actor: LateActor): Promise<AuthResult>;
  /** Forgets what is known about the user (or everybody) on this node, answers still under way included. */
  invalidate(userId?: string): void;
}

export function createPrincipals(db: Queryable, clock: () => number = Date.now): Principals {
  const cache = new Map<string, Cached>();
  const underWay = new Map<string, Promise<AuthResult>>();
  let generation = 0;

  async function lookUp(cacheKey: string, load: () => Promise<{ result: AuthResult; userId: string }>): Promise<AuthResult> {
    const now = clock();
    const known = cache.get(cacheKey);
    if (known !== undefined && known.until > now) return known.result;
    const running = underWay.get(cacheKey);
    if (running !== undefined) return running;
    const asked = generation;
    const answer = load().then(({ result, userId }) => {
      // A revocation that came while the query ran must not be overwritten by what the query had seen before it.
      if (asked === generation && result.kind === "ok") remember(cacheKey, { result, userId, until: clock() + CACHE_MS });
      return result;
    }).finally(() => {
      if (underWay.get(cacheKey) === answer) underWay.delete(cacheKey);
    });
    underWay.set(cacheKey, answer);
    return answer;
  }

  function remember(key: string, entry: Cached): void {
    if (cache.size >= CACHE_SIZE) for (const old of [...cache.keys()].slice(0, CACHE_SIZE / 10)) cache.delete(old);
    cache.delete(key); // re-inserted at the end: the map stays in order of age
    cache.set(key, entry);
  }

  return {
    async principalFromSession(token) {
      if (!isToken("session", token)) return NONE;
      const hash = hashToken(token);
      return lookUp(hash.toString("latin1"), async () => {
        const row = (await db.run(sessionQuery(hash)))[0];
        return { result: await sessionResult(db, row, clock()), userId: row?.user_id ?? "" };
      });
    },
    async principalFromApiKey(key) {
      if (!isToken("apiKey", key)) return NONE;
      const hash = hashToken(key);
      return lookUp(hash.toString("latin1"), async () => {
        const row = (await db.run(apiKeyQuery(sql`k.key_hash = ${hash}`)))[0];
        return { result: await apiKeyResult(db, row, clock()), userId: row?.user_id ?? "" };
      });
    },
    async principalOf({ userId, keyId, place }) {
      if (keyId !== undefined) return apiKeyResult(db, (await db.run(apiKeyQuery(sql`k.id = ${keyId}::uuid`)))[0], clock());
      const row = (await db.run(userQuery(userId, place)))[0];
      if (row === undefined) return NONE;
      if (row.status !== "active" || row.deleted) return { kind: "inactive" };
      return staffResult(row);
    },
    invalidate(userId) {
      generation++;
      underWay.clear();
      for (const [key, entry] of cache) if (userId === undefined || entry.userId === userId) cache.delete(key);
    },
  };
}

async function sessionResult(db: Queryable, row: Row | undefined, now: number): Promise<AuthResult> {
  if (row === undefined) return NONE;
  if (row.revoked) return { kind: "revoked" };
  const seen = Date.parse(row.last_seen_at ?? "");
  if (!(Date.parse(row.expires_at) > now) || !(seen > now - SESSION_IDLE_MS)) return { kind: "expired" };
  if (row.status !== "active" || row.deleted) return { kind: "inactive" };
  if (seen < now - TOUCH_EVERY_MS) await touchSession(db, row.id);
  return staffResult(row);
}

const staffResult = (row: Row): AuthResult =>
  ({ kind: "ok", principal: { kind: "staff", userId: row.user_id, name: row.name, sessionId: row.id, ...acting(row) }, email: row.email, language: row.language, timeZone: row.time_zone });

async function apiKeyResult(db: Queryable, row: Row | undefined, now: number): Promise<AuthResult> {
  if (row === undefined) return NONE;
  if (row.revoked) return { kind: "revoked" };
  if (!(Date.parse(row.expires_at) > now)) return { kind: "expired" };
  if (row.status !== "active" || row.deleted) return { kind: "inactive" };
  if (row.last_seen_at === null || Date.parse(row.last_seen_at) < now - TOUCH_EVERY_MS) {
    await db.change(sql`update ${sys("api_keys")} set last_used_at = now() where id = ${row.id}`);
  }
  const principal: ApiKeyPrincipal = { kind: "apiKey", userId: row.user_id, name: row.name, keyId: row.id, readOnly: row.read_only, ...acting(row) };
  return { kind: "ok", principal, email: row.email, language: row.language, timeZone: row.time_zone };
}

function acting(row: Row) {
  return { roles: row.roles, teams: row.teams, units: row.units, unitTree: row.unit_tree, sharedEntities: row.shared };
}

const sessionQuery = (hash: Buffer) => sql<Row>`
  select s.id, s.user_id, u.name, u.email, u.status, u.language, u.time_zone, u.deleted_at is not null as deleted,
    s.expires_at, s.last_seen_at, s.revoked_at is not null as revoked, false as read_only,
    array(select r.role from ${sys("user_roles")} r where r.user_id = u.id order by r.role) as roles, ${ACTING_COLUMNS}
  from ${sys("sessions")} s join ${sys("users")} u on u.id = s.user_id ${ACTING_JOINS}
  where s.token_hash = ${hash} and s.realm = 'staff'`;

const userQuery = (id: string, place: string) => sql<Row>`
  select ${place}::uuid as id, u.id as user_id, u.name, u.email, u.status, u.language, u.time_zone, u.deleted_at is not null as deleted,
    now() + interval '1 hour' as expires_at, now() as last_seen_at, false as revoked, false as read_only,
    array(select r.role from ${sys("user_roles")} r where r.user_id = u.id order by r.role) as roles, ${ACTING_COLUMNS}
  from ${sys("users")} u ${ACTING_JOINS}
  where u.id = ${id}::uuid`;

// The key's roles are cut down to what its owner holds now: a role he lost is lost to his keys in the same moment.
const apiKeyQuery = (which: RawBuilder<unknown>) => sql<Row>`
  select k.id, k.owner_id as user_id, k.name, u.email, u.status, u.language, u.time_zone, u.deleted_at is not null as deleted,
    k.expires_at, k.last_used_at as last_seen_at, k.revoked_at is not null as revoked, k.read_only,
    array(select r.role from ${sys("user_roles")} r where r.user_id = u.id and r.role = any(k.roles) order by r.role) as roles, ${ACTING_COLUMNS}
  from ${sys("api_keys")} k join ${sys("users")} u on u.id = k.owner_id ${ACTING_JOINS}
  where ${which}`;

const ACTING_COLUMNS: RawBuilder<unknown> = sql`own.teams, own.units, far.unit_tree, far.shared`;

const ACTING_JOINS: RawBuilder<unknown> = sql`
  cross join lateral (select
    array(select m.team_id::text from ${sys("team_members")} m join ${sys("teams")} t on t.id = m.team_id and t.deleted_at is null where m.user_id = u.id
      union select t.id::text from ${sys("teams")} t where t.id = u.team_id and t.deleted_at is null order by 1) as teams,
    array(select n.id::text from ${sys("units")} n where n.deleted_at is null
      and (n.id = u.unit_id or n.head_id = u.id or n.id in (select p.unit_id from ${sys("positions")} p where p.user_id = u.id)) order by 1) as units
  ) own
  cross join lateral (select
    array(select n.id::text from ${sys("units")} n where n.deleted_at is null and n.path && own.units::uuid[] union select unnest(own.units) order by 1) as unit_tree,
    array(select distinct g.entity from ${sys("record_shares")} g where (g.expires_at is null or g.expires_at > now())
      and ((g.grantee_kind = 'user' and g.grantee_id = u.id) or (g.grantee_kind = 'team' and g.grantee_id = any(own.teams::uuid[]))
        or (g.grantee_kind = 'unit' and g.grantee_id = any(own.units::uuid[]))) order by 1) as shared
  ) far`;
