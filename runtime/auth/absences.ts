/** Absences: days on which people are away. Everybody writes down his own, administrators those of people they may manage. */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import { actorId, AppError, type Principal } from "../kernel";
import { isUuid, newId } from "../kernel/ids";
import type { AuthDeps } from "./deps";
import { answerable } from "./deputies";
import { appendEvent, type Origin } from "./event-log";
import { requireSystemRight, USERS_MANAGE } from "./roles";

export interface AbsenceView {
  readonly id: string;
  readonly person: { readonly id: string; readonly title: string };
  /** Days, "2026-07-01", both included. */
  readonly from: string;
  readonly to: string;
  readonly note: string | null;
}

export interface NewAbsence {
  /** Who is away; oneself when left out. Somebody else needs "users.manage". */
  readonly person?: string;
  readonly from: string;
  readonly to: string;
  readonly note?: string | null;
}

const read = (db: Queryable, which: ReturnType<typeof sql>): Promise<AbsenceView[]> => db.run(sql<AbsenceView>`
  select a.id, json_build_object('id', p.id, 'title', p.name) as person, a.from_day::text as "from", a.to_day::text as "to", a.note
  from ${sys("absences")} a join ${sys("users")} p on p.id = a.person_id where ${which} order by a.to_day desc, a.id limit 1000`);

/** My own, or with `all` and "users.manage" everybody's. */
export async function listAbsences(deps: AuthDeps, actor: Principal, { all = false } = {}): Promise<AbsenceView[]> {
  if (all) requireSystemRight(actor, USERS_MANAGE, deps.roles);
  return read(deps.db, all ? sql`true` : sql`a.person_id = ${actorId(actor)}::uuid`);
}

/** @throws AppError input:invalid, right:missing, resource:notFound. */
export async function addAbsence(deps: AuthDeps, actor: Principal, { person: wanted, from, to, note }: NewAbsence, origin: Origin = {}): Promise<AbsenceView> {
  const person = await answerable(deps, actor, wanted);
  if (from > to) throw new AppError("input:invalid", "The absence cannot be saved.", { issues: [{ pointer: "/to", code: "range", message: "The last day comes before the first.", remedy: "Give a later day." }] });
  const id = newId();
  return deps.db.transaction(async (tx) => {
    await tx.change(sql`insert into ${sys("absences")} (id, person_id, from_day, to_day, note, created_by) values (${id}, ${person}, ${from}::date, ${to}::date, ${note || null}, ${actorId(actor)}::uuid)`);
    await appendEvent(tx, { ...origin, kind: "absence.changed", actor, subject: person, details: { what: "added", from, to } });
    return (await read(tx, sql`a.id = ${id}`))[0]!;
  });
}

/** @throws AppError resource:notFound for those that are not one's own business. */
export async function removeAbsence(deps: AuthDeps, actor: Principal, id: string, origin: Origin = {}): Promise<void> {
  const [known] = isUuid(id) ? await read(deps.db, sql`a.id = ${id}`) : [];
  if (!known) throw new AppError("resource:notFound", "There is no such absence.");
  await answerable(deps, actor, known.person.id);
  await deps.db.transaction(async (tx) => {
    await tx.change(sql`delete from ${sys("absences")} where id = ${id}`);
    await appendEvent(tx, { ...origin, kind: "absence.changed", actor, subject: known.person.id, details: { what: "removed", from: known.from, to: known.to } });
  });
}
