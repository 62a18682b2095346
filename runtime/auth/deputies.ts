/** Deputies as people name them: everybody for himself, administrators for those they may manage. Who acts for whom is deputy-chain.ts. */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import { actorId, AppError, type Issue, type Principal } from "../kernel";
import { isUuid, newId } from "../kernel/ids";
import type { AuthDeps } from "./deps";
import { actsFor, type ActsFor, type Deputyship } from "./deputy-chain";
import { appendEvent, type Origin } from "./event-log";
import { requireSystemRight, USERS_MANAGE } from "./roles";
import { touchable } from "./users";

export interface DeputyView {
  readonly id: string;
  readonly person: { readonly id: string; readonly title: string };
  readonly deputy: { readonly id: string; readonly title: string };
  readonly kinds: readonly string[] | null;
  readonly from: string;
  readonly to: string;
  /** Only on days on which the person is absent. */
  readonly whenAbsent: boolean;
}

export interface NewDeputy {
  /** Whose deputy; oneself when left out. Somebody else needs "users.manage". */
  readonly person?: string;
  readonly deputy: string;
  /** Kinds of actions; every kind when left out. */
  readonly kinds?: readonly string[] | null;
  readonly from: string;
  readonly to: string;
  /** Only on days on which the person is absent; false when left out. */
  readonly whenAbsent?: boolean;
}

const read = (db: Queryable, which: ReturnType<typeof sql>): Promise<DeputyView[]> => db.run(sql<DeputyView>`
  select d.id, json_build_object('id', p.id, 'title', p.name) as person, json_build_object('id', x.id, 'title', x.name) as deputy, d.kinds, d.from_day::text as "from", d.to_day::text as "to", d.when_absent as "whenAbsent"
  from ${sys("deputies")} d join ${sys("users")} p on p.id = d.person_id join ${sys("users")} x on x.id = d.deputy_id where ${which} order by d.to_day desc, d.id limit 1000`);

/** Mine (named by me, or naming me), or with `all` and "users.manage" everybody's. */
export async function listDeputies(deps: AuthDeps, actor: Principal, { all = false } = {}): Promise<DeputyView[]> {
  if (all) requireSystemRight(actor, USERS_MANAGE, deps.roles);
  return read(deps.db, all ? sql`true` : sql`d.person_id = ${actorId(actor)}::uuid or d.deputy_id = ${actorId(actor)}::uuid`);
}

export async function nameDeputy(deps: AuthDeps, actor: Principal, input: NewDeputy, origin: Origin = {}): Promise<DeputyView> {
  const person = await answerable(deps, actor, input.person);
  if (input.deputy === person) throw invalid({ pointer: "/deputy", code: "self", message: "Nobody is his own deputy." });
  if (input.from > input.to) throw invalid({ pointer: "/to", code: "range", message: "The last day comes before the first." });
  if (input.kinds?.length === 0) throw invalid({ pointer: "/kinds", code: "required", message: "Name a kind, or leave it out for all." });
  const id = newId();
  return deps.db.transaction(async (tx) => {
    const [deputy] = isUuid(input.deputy) ? await tx.run(sql`select id from ${sys("users")} where id = ${input.deputy} and status = 'active' and deleted_at is null`) : [];
    if (!deputy) throw invalid({ pointer: "/deputy", code: "notFound", message: "There is no such active user." });
    await tx.change(sql`insert into ${sys("deputies")} (id, person_id, deputy_id, kinds, from_day, to_day, when_absent, created_by)
      values (${id}, ${person}, ${input.deputy}, ${input.kinds ? sql`${[...input.kinds]}::text[]` : sql`null`}, ${input.from}::date, ${input.to}::date, ${input.whenAbsent ?? false}, ${actorId(actor)}::uuid)`);
    await appendEvent(tx, { ...origin, kind: "deputy.changed", actor, subject: person, details: { what: "named", ...input } });
    return (await read(tx, sql`d.id = ${id}`))[0]!;
  });
}

/** Ends a deputyship. Throws resource:notFound for those that are not one's own business. */
export async function endDeputy(deps: AuthDeps, actor: Principal, id: string, origin: Origin = {}): Promise<void> {
  const [known] = isUuid(id) ? await read(deps.db, sql`d.id = ${id}`) : [];
  if (!known) throw new AppError("resource:notFound", "There is no such deputy.");
  await answerable(deps, actor, known.person.id);
  await deps.db.transaction(async (tx) => {
    await tx.change(sql`delete from ${sys("deputies")} where id = ${id}`);
    await appendEvent(tx, { ...origin, kind: "deputy.changed", actor, subject: known.person.id, details: { what: "ended", deputy: known.deputy.id } });
  });
}

interface DayAndKind {
  readonly day: string;
  readonly kind: string;
}

const validOn = (db: Queryable, day: string): Promise<Deputyship[]> => db.run(sql<Deputyship>`select d.person_id as person, d.deputy_id as deputy, d.kinds, d.from_day::text as "from", d.to_day::text as "to"
    from ${sys("deputies")} d join ${sys("users")} x on x.id = d.deputy_id and x.status = 'active' and x.deleted_at is null where ${day}::date between d.from_day and d.to_day
      and (not d.when_absent or exists (select from ${sys("absences")} a where a.person_id = d.person_id and ${day}::date between a.from_day and a.to_day))`);

/** For whom a user may do an action of this kind on this day, chains included. */
export const personsActedFor = async ({ db }: { readonly db: Queryable }, userId: string, on: DayAndKind): Promise<readonly ActsFor[]> => actsFor(await validOn(db, on.day), userId, on);

/** Who may do an action of this kind for a user on this day, the nearest first. */
export const deputiesOf = async (db: Queryable, userId: string, on: DayAndKind): Promise<readonly string[]> =>
  actsFor((await validOn(db, on.day)).map((one) => ({ ...one, person: one.deputy, deputy: one.person })), userId, on).map(({ person }) => person);

/** People who are not here any more and whose unit a user heads: their voices are his. */
export const personsLeftTo = async (db: Queryable, userId: string): Promise<readonly string[]> =>
  (await db.run<{ id: string }>(sql`select u.id from ${sys("units")} n join ${sys("users")} u on u.unit_id = n.id and (u.status <> 'active' or u.deleted_at is not null) where n.head_id = ${userId}::uuid and n.deleted_at is null and u.id <> ${userId}::uuid order by u.id limit 500`)).map(({ id }) => id);

/** The person who is meant; somebody else only for those who may manage him. */
export async function answerable(deps: AuthDeps, actor: Principal, person: string | undefined): Promise<string> {
  const own = actorId(actor);
  if (person === undefined || person === own) {
    if (own === null || actor.kind !== "staff" && actor.kind !== "apiKey") throw new AppError("right:missing", "A deputy belongs to a person.");
    return own;
  }
  await touchable(deps, actor, person);
  return person;
}

const invalid = (issue: Issue): AppError => new AppError("input:invalid", "The deputy cannot be saved.", { issues: [issue] });
