/** Teams: people who share records, whatever unit they belong to. Who is put into a team sees its records: only members give it. */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import { AppError, type Principal } from "../kernel";
import { isUuid, newId } from "../kernel/ids";
import type { AuthDeps } from "./deps";
import { appendEvent, type Origin } from "./event-log";
import { checkHolds, requireSystemRight, USERS_MANAGE } from "./roles";
import { isOneLine } from "./units";

export interface TeamView {
  readonly id: string;
  readonly name: string;
  readonly members: readonly { readonly id: string; readonly title: string }[];
}

export interface TeamInput {
  readonly name?: string;
  /** Ids of everybody who belongs to it from now on. */
  readonly members?: readonly string[];
}

const read = (db: Queryable, which: ReturnType<typeof sql>): Promise<TeamView[]> => db.run(sql<TeamView>`
  select t.id, t.name, coalesce((select json_agg(json_build_object('id', u.id, 'title', u.name) order by lower(u.name), u.id)
    from ${sys("team_members")} m join ${sys("users")} u on u.id = m.user_id and u.deleted_at is null where m.team_id = t.id), '[]'::json) as members
  from ${sys("teams")} t where t.deleted_at is null and ${which} order by lower(t.name), t.id limit 5000`);

export async function listTeams(deps: AuthDeps, actor: Principal): Promise<TeamView[]> {
  requireSystemRight(actor, USERS_MANAGE, deps.roles);
  return read(deps.db, sql`true`);
}

/** Makes a team when there is no id, else sets what is given. */
export async function saveTeam(deps: AuthDeps, actor: Principal, id: string | undefined, input: TeamInput, origin: Origin = {}): Promise<TeamView> {
  requireSystemRight(actor, USERS_MANAGE, deps.roles);
  if (input.name !== undefined && !isOneLine(input.name, 200)) throw invalid("/name", "name", "The name must be one line of 1 to 200 characters.");
  const team = id ?? newId();
  await deps.db.transaction(async (tx) => {
    if (id === undefined) await tx.change(sql`insert into ${sys("teams")} (id, name) values (${team}, ${input.name!.trim()})`);
    else {
      await find(tx, team);
      checkHolds(actor, { teams: [team] }, deps.roles);
      await tx.change(sql`update ${sys("teams")} set name = coalesce(${input.name?.trim() ?? null}, name), version = version + 1, updated_at = now() where id = ${team}`);
    }
    if (input.members) await writeMembers(tx, team, input.members);
    await appendEvent(tx, { ...origin, kind: "team.changed", actor, subject: team, details: { what: id === undefined ? "create" : "change", ...input } });
  });
  deps.principals.invalidate();
  return find(deps.db, team);
}

async function writeMembers(tx: Queryable, team: string, members: readonly string[]): Promise<void> {
  const wanted = [...new Set(members)];
  const known = await tx.run(sql<{ id: string }>`select id from ${sys("users")} where id = any(${wanted}::uuid[]) and deleted_at is null`);
  const missing = wanted.findIndex((member) => !known.some((row) => row.id === member));
  if (missing >= 0) throw invalid(`/members/${missing}`, "notFound", "There is no such user.");
  await tx.change(sql`delete from ${sys("team_members")} where team_id = ${team} and user_id <> all(${wanted}::uuid[])`);
  await tx.change(sql`insert into ${sys("team_members")} (team_id, user_id) select ${team}::uuid, u from unnest(${wanted}::uuid[]) u on conflict do nothing`);
  // Whoever left it no longer gives it to new records.
  await tx.change(sql`update ${sys("users")} set team_id = null where team_id = ${team} and id <> all(${wanted}::uuid[])`);
}

/** Records keep naming the team; nobody belongs to it any more. */
export async function removeTeam(deps: AuthDeps, actor: Principal, id: string, origin: Origin = {}): Promise<void> {
  requireSystemRight(actor, USERS_MANAGE, deps.roles);
  await deps.db.transaction(async (tx) => {
    const team = await find(tx, id);
    checkHolds(actor, { teams: [id] }, deps.roles);
    await writeMembers(tx, id, []);
    await tx.change(sql`update ${sys("teams")} set deleted_at = now(), version = version + 1 where id = ${id}`);
    await appendEvent(tx, { ...origin, kind: "team.changed", actor, subject: id, details: { what: "remove", name: team.name } });
  });
  deps.principals.invalidate();
}

async function find(db: Queryable, id: string): Promise<TeamView> {
  const found = isUuid(id) ? (await read(db, sql`t.id = ${id}`))[0] : undefined;
  if (!found) throw new AppError("resource:notFound", "There is no such team.");
  return found;
}

const invalid = (pointer: string, code: string, message: string): AppError => new AppError("input:invalid", "The team cannot be saved.", { issues: [{ pointer, code, message }] });
