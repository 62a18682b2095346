/**
 * Positions: places in a unit that people hold ("accountant", "head of sales"), each below another one or none. Who holds a
 * position belongs to its unit, so giving one needs the unit.
 */
import { sql } from "kysely";
import type { Queryable, Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { AppError, type Issue, type Principal } from "../kernel";
import { isUuid, newId } from "../kernel/ids";
import type { AuthDeps } from "./deps";
import { appendEvent, type Origin } from "./event-log";
import { checkHolds, requireSystemRight, USERS_MANAGE } from "./roles";
import { isOneLine } from "./units";

export interface PositionView {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  /** The position above; null for the first of all. */
  readonly superior: string | null;
  readonly user: { readonly id: string; readonly title: string } | null;
}

export interface PositionInput {
  readonly name?: string;
  readonly unit?: string;
  readonly superior?: string | null;
  readonly user?: string | null;
}

const read = (db: Queryable, which: ReturnType<typeof sql>): Promise<PositionView[]> => db.run(sql<PositionView>`
  select p.id, p.name, p.unit_id as unit, p.superior_id as superior, case when u.id is null then null else json_build_object('id', u.id, 'title', u.name) end as "user"
  from ${sys("positions")} p left join ${sys("users")} u on u.id = p.user_id where ${which} order by lower(p.name), p.id limit 20000`);

export async function listPositions(deps: AuthDeps, actor: Principal): Promise<PositionView[]> {
  requireSystemRight(actor, USERS_MANAGE, deps.roles);
  return read(deps.db, sql`true`);
}

export async function createPosition(deps: AuthDeps, actor: Principal, input: PositionInput & { readonly name: string; readonly unit: string }, origin: Origin = {}): Promise<PositionView> {
  const id = newId();
  return changing(deps, actor, id, undefined, input, origin, (tx) =>
    tx.change(sql`insert into ${sys("positions")} (id, name, unit_id, superior_id, user_id) values (${id}, ${input.name.trim()}, ${input.unit}, ${input.superior ?? null}::uuid, ${input.user ?? null}::uuid)`));
}

export async function changePosition(deps: AuthDeps, actor: Principal, id: string, input: PositionInput, origin: Origin = {}): Promise<PositionView> {
  const before = await find(deps.db, id);
  return changing(deps, actor, id, before, input, origin, (tx) =>
    tx.change(sql`update ${sys("positions")} set name = coalesce(${input.name?.trim() ?? null}, name), unit_id = coalesce(${input.unit ?? null}::uuid, unit_id),
      superior_id = ${input.superior === undefined ? sql`superior_id` : sql`${input.superior}::uuid`}, user_id = ${input.user === undefined ? sql`user_id` : sql`${input.user}::uuid`}, version = version + 1 where id = ${id}`));
}

/** Those below it come below the one above it. */
export async function removePosition(deps: AuthDeps, actor: Principal, id: string, origin: Origin = {}): Promise<void> {
  requireSystemRight(actor, USERS_MANAGE, deps.roles);
  const before = await find(deps.db, id);
  checkHolds(actor, { units: [before.unit] }, deps.roles);
  await deps.db.transaction(async (tx) => {
    await tx.change(sql`update ${sys("positions")} set superior_id = ${before.superior}::uuid where superior_id = ${id}`);
    await tx.change(sql`delete from ${sys("positions")} where id = ${id}`);
    await appendEvent(tx, { ...origin, kind: "position.changed", actor, subject: id, details: { what: "remove", name: before.name } });
  });
  deps.principals.invalidate();
}

async function changing(deps: AuthDeps, actor: Principal, id: string, before: PositionView | undefined, input: PositionInput, origin: Origin, write: (tx: Tx) => Promise<unknown>): Promise<PositionView> {
  requireSystemRight(actor, USERS_MANAGE, deps.roles);
  if (input.name !== undefined && !isOneLine(input.name, 200)) throw invalid({ pointer: "/name", code: "name", message: "The name must be one line of 1 to 200 characters." });
  checkHolds(actor, { units: [before?.unit, input.unit].filter((unit): unit is string => unit !== undefined) }, deps.roles);
  const view = await deps.db.transaction(async (tx) => {
    await tx.run(sql`lock table ${sys("positions")} in share row exclusive mode`);
    await exists(tx, "units", input.unit, "/unit");
    await exists(tx, "users", input.user, "/user");
    if (input.superior) await checkSuperior(tx, id, input.superior);
    await write(tx);
    await appendEvent(tx, { ...origin, kind: "position.changed", actor, subject: id, details: { what: before ? "change" : "create", ...input } });
    return find(tx, id);
  });
  deps.principals.invalidate();
  return view;
}

async function exists(tx: Tx, table: "units" | "users", id: string | null | undefined, pointer: string): Promise<void> {
  if (id == null) return;
  if (!isUuid(id) || (await tx.run(sql`select id from ${sys(table)} where id = ${id} and deleted_at is null`)).length === 0) throw invalid({ pointer, code: "notFound", message: "There is no such one." });
}

/** The chain upwards must exist and must not come back to the position itself. */
async function checkSuperior(tx: Tx, id: string, superior: string): Promise<void> {
  const above = await tx.run(sql<{ id: string }>`with recursive up as (select id, superior_id from ${sys("positions")} where id = ${superior} union select p.id, p.superior_id from ${sys("positions")} p join up on p.id = up.superior_id) select id from up`);
  if (above.length === 0) throw invalid({ pointer: "/superior", code: "notFound", message: "There is no such position." });
  if (above.some((row) => row.id === id)) throw invalid({ pointer: "/superior", code: "cycle", message: "A position cannot be below itself." });
}

async function find(db: Queryable, id: string): Promise<PositionView> {
  const found = isUuid(id) ? (await read(db, sql`p.id = ${id}`))[0] : undefined;
  if (!found) throw new AppError("resource:notFound", "There is no such position.");
  return found;
}

const invalid = (issue: Issue): AppError => new AppError("input:invalid", "The position cannot be saved.", { issues: [issue] });
