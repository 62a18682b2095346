/** Users as administrators see them. No hash, no secret: whether there is one is all that is told. */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import { AppError, type Principal } from "../kernel";
import { isUuid } from "../kernel/ids";
import type { AuthDeps } from "./deps";
import { requireSystemRight, USERS_MANAGE } from "./roles";

export type UserStatus = "active" | "invited" | "suspended";

export interface UserView {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly status: UserStatus;
  readonly language: string;
  readonly timeZone: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly unit: string | null;
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  readonly lastSignInAt: string | null;
  readonly createdAt: string;
}

const COLUMNS = sql`u.id, u.email, u.name, u.status, u.language, u.time_zone as "timeZone", u.unit_id as unit,
  u.password_hash is not null as "hasPassword", u.totp_secret_id is not null as "hasSecondFactor", u.last_sign_in_at as "lastSignInAt", u.created_at as "createdAt",
  array(select r.role from ${sys("user_roles")} r where r.user_id = u.id order by r.role) as roles,
  array(select m.team_id::text from ${sys("team_members")} m where m.user_id = u.id order by 1) as teams`;

export async function findUser(db: Queryable, id: string): Promise<UserView | undefined> {
  if (!isUuid(id)) return undefined;
  return (await db.run(sql<UserView>`select ${COLUMNS} from ${sys("users")} u where u.id = ${id} and u.deleted_at is null`))[0];
}

/** Throws resource:notFound. */
export async function loadUser(db: Queryable, id: string): Promise<UserView> {
  const user = await findUser(db, id);
  if (user === undefined) throw new AppError("resource:notFound", "There is no such user.");
  return user;
}

export interface UserQuery {
  /** Part of the name or address. */
  readonly q?: string;
  readonly status?: UserStatus;
  /** The last id of the page before. */
  readonly after?: string;
  readonly limit?: number;
}

/** Page of users, newest last. Needs "users.manage". */
export async function listUsers(deps: AuthDeps, actor: Principal, query: UserQuery): Promise<{ items: UserView[]; nextCursor: string | null }> {
  requireSystemRight(actor, USERS_MANAGE, deps.roles);
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 200);
  const like = query.q === undefined ? null : `%${query.q.replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await deps.db.run(sql<UserView>`select ${COLUMNS} from ${sys("users")} u where u.deleted_at is null
    and (${like}::text is null or u.name ilike ${like} or u.email ilike ${like}) and (${query.status ?? null}::text is null or u.status = ${query.status ?? null})
    and (${query.after ?? null}::uuid is null or u.id > ${query.after ?? null}::uuid) order by u.id limit ${limit + 1}`);
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? items[items.length - 1]!.id : null };
}
