/**
 * Units: the tree of the organisation. A unit keeps its *path*, the ids from the root down to itself, which rights by
 * "unit and below" are computed from; moving a unit rewrites the paths of everything below it. Nobody moves, heads or closes a
 * unit that he does not hold, and nothing is ever put below itself.
 */
import { sql } from "kysely";
import type { Queryable, Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { AppError, type Issue, type Principal } from "../kernel";
import { isUuid, newId } from "../kernel/ids";
import type { AuthDeps } from "./deps";
import { appendEvent, type Origin } from "./event-log";
import { checkHolds, hasSystemRight, GRANT_ANY, requireSystemRight, USERS_MANAGE } from "./roles";

export interface UnitView {
  readonly id: string;
  readonly name: string;
  readonly code: string | null;
  readonly parent: string | null;
  readonly head: { readonly id: string; readonly title: string } | null;
  /** People whose unit this is. */
  readonly people: number;
}

export interface UnitInput {
  readonly name?: string;
  readonly code?: string | null;
  readonly parent?: string | null;
  readonly head?: string | null;
}

export const UNIT_LIMITS = { nameLength: 200, codeLength: 60, depth: 30, units: 20_000 } as const;

/** Every unit, parents before their children, by name. */
export async function listUnits(deps: AuthDeps, actor: Principal): Promise<UnitView[]> {
  requireSystemRight(actor, USERS_MANAGE, deps.roles);
  return readUnits(deps.db, sql`true`);
}

const readUnits = (db: Queryable, which: ReturnType<typeof sql>): Promise<UnitView[]> => db.run(sql<UnitView>`
  select n.id, n.name, n.code, n.parent_id as parent, case when h.id is null then null else json_build_object('id', h.id, 'title', h.name) end as head,
    (select count(*)::int from ${sys("users")} u where u.unit_id = n.id and u.deleted_at is null) as people
  from ${sys("units")} n left join ${sys("users")} h on h.id = n.head_id
  where n.deleted_at is null and ${which} order by cardinality(n.path), lower(n.name), n.id limit ${UNIT_LIMITS.units}`);

export async function createUnit(deps: AuthDeps, actor: Principal, input: UnitInput & { readonly name: string }, origin: Origin = {}): Promise<UnitView> {
  const id = newId();
  await changing(deps, actor, id, "create", input, origin, async (tx) => {
    const path = [...(await pathOf(tx, input.parent ?? null)), id];
    checkDepth(path.length);
    await tx.change(sql`insert into ${sys("units")} (id, name, code, parent_id, head_id, path) values (${id}, ${input.name.trim()}, ${input.code?.trim() || null}, ${input.parent ?? null}::uuid, ${input.head ?? null}::uuid, ${path}::uuid[])`);
  }, () => holds(deps, actor, input.parent ? [input.parent] : [], !input.parent && input.head != null));
  return one(deps, id);
}

/** Sets what is given. Throws input:invalid for a parent below the unit itself. */
export async function changeUnit(deps: AuthDeps, actor: Principal, id: string, input: UnitInput, origin: Origin = {}): Promise<UnitView> {
  await changing(deps, actor, id, "change", input, origin, async (tx, before) => {
    if (input.parent !== undefined && input.parent !== before!.parent) await move(tx, id, input.parent);
    await tx.change(sql`update ${sys("units")} set name = coalesce(${input.name?.trim() ?? null}, name), code = ${input.code === undefined ? sql`code` : (input.code?.trim() || null)},
      head_id = ${input.head === undefined ? sql`head_id` : sql`${input.head}::uuid`}, version = version + 1, updated_at = now() where id = ${id}`);
  }, (before) => holds(deps, actor, [id, ...(input.parent !== undefined && input.parent !== before!.parent ? [input.parent, before!.parent] : [])]));
  return one(deps, id);
}

/** Closes an empty unit: no unit below it, nobody in it. Records keep naming it. */
export async function removeUnit(deps: AuthDeps, actor: Principal, id: string, origin: Origin = {}): Promise<void> {
  await changing(deps, actor, id, "remove", {}, origin, async (tx) => {
    const [used] = await tx.run(sql<{ below: boolean; people: boolean; positions: boolean }>`select exists (select from ${sys("units")} where parent_id = ${id} and deleted_at is null) as below,
      exists (select from ${sys("users")} where unit_id = ${id} and deleted_at is null) as people, exists (select from ${sys("positions")} where unit_id = ${id}) as positions`);
    if (used!.below || used!.people || used!.positions) throw new AppError("conflict:inUse", "The unit is not empty.", { remedy: "Move its units, people and positions elsewhere first.", details: { ...used } });
    await tx.change(sql`update ${sys("units")} set deleted_at = now(), head_id = null, version = version + 1 where id = ${id}`);
  }, () => holds(deps, actor, [id]));
}

type Before = UnitView | undefined;

/** The frame of every change: right, words, one at a time, event, caches. */
async function changing(deps: AuthDeps, actor: Principal, id: string, what: string, input: UnitInput, origin: Origin, work: (tx: Tx, before: Before) => Promise<void>, check: (before: Before) => void): Promise<void> {
  requireSystemRight(actor, USERS_MANAGE, deps.roles);
  checkWords(input);
  await deps.db.transaction(async (tx) => {
    // One change of the tree at a time: two moves that are each fine could make a ring together.
    await tx.run(sql`lock table ${sys("units")} in share row exclusive mode`);
    const before = isUuid(id) ? (await readUnits(tx, sql`n.id = ${id}`))[0] : undefined;
    if (what !== "create" && !before) throw new AppError("resource:notFound", "There is no such unit.");
    check(before);
    if (input.head) await checkHead(tx, input.head);
    await work(tx, before);
    await appendEvent(tx, { ...origin, kind: "unit.changed", actor, subject: id, details: { what, ...input } });
  });
  deps.principals.invalidate();
}

/** A new root with a head would give the head nothing that anybody holds yet, but a lesser administrator must not make roots of power. */
function holds(deps: AuthDeps, actor: Principal, units: readonly (string | null)[], needsAll = false): void {
  if (needsAll) requireSystemRight(actor, GRANT_ANY, deps.roles);
  if (!hasSystemRight(actor, GRANT_ANY, deps.roles)) checkHolds(actor, { units: units.filter((unit): unit is string => unit !== null) }, deps.roles);
}

async function move(tx: Tx, id: string, parent: string | null): Promise<void> {
  const above = await pathOf(tx, parent);
  if (above.includes(id)) throw invalid({ pointer: "/parent", code: "cycle", message: "A unit cannot be put below itself.", remedy: "Choose a unit outside of this one." });
  const [deep] = await tx.run(sql<{ depth: number }>`select coalesce(max(cardinality(path)), 0)::int - (select cardinality(path) from ${sys("units")} where id = ${id})::int as depth from ${sys("units")} where path && array[${id}]::uuid[]`);
  checkDepth(above.length + 1 + deep!.depth);
  await tx.change(sql`update ${sys("units")} set parent_id = ${parent}::uuid where id = ${id}`);
  await tx.change(sql`update ${sys("units")} set path = ${above}::uuid[] || path[array_position(path, ${id}::uuid):], updated_at = now() where path && array[${id}]::uuid[]`);
}

async function pathOf(tx: Tx, id: string | null): Promise<readonly string[]> {
  if (id === null) return [];
  const row = isUuid(id) ? (await tx.run(sql<{ path: string[] }>`select path::text[] as path from ${sys("units")} where id = ${id} and deleted_at is null`))[0] : undefined;
  if (!row) throw invalid({ pointer: "/parent", code: "notFound", message: "There is no such unit." });
  return row.path;
}

async function checkHead(tx: Tx, head: string): Promise<void> {
  const known = isUuid(head) && (await tx.run(sql`select id from ${sys("users")} where id = ${head} and deleted_at is null`)).length > 0;
  if (!known) throw invalid({ pointer: "/head", code: "notFound", message: "There is no such user." });
}

function checkDepth(depth: number): void {
  if (depth > UNIT_LIMITS.depth) throw new AppError("limit:exceeded", `Units are at most ${UNIT_LIMITS.depth} levels deep.`, { issues: [{ pointer: "/parent", code: "tooDeep", message: "This is too deep." }] });
}

function checkWords({ name, code }: UnitInput): void {
  if (name !== undefined && !isOneLine(name, UNIT_LIMITS.nameLength)) throw invalid({ pointer: "/name", code: "name", message: `The name must be one line of 1 to ${UNIT_LIMITS.nameLength} characters.` });
  if (code && (code.length > UNIT_LIMITS.codeLength || /\p{Cc}/u.test(code))) throw invalid({ pointer: "/code", code: "code", message: `The code must be one line of at most ${UNIT_LIMITS.codeLength} characters.` });
}

/** One line of 1 to `length` characters that are not only blanks. */
export const isOneLine = (text: string, length: number): boolean => text.trim() !== "" && text.length <= length && !/\p{Cc}/u.test(text);

async function one(deps: AuthDeps, id: string): Promise<UnitView> {
  return (await readUnits(deps.db, sql`n.id = ${id}`))[0]!;
}

const invalid = (issue: Issue): AppError => new AppError("input:invalid", "The unit cannot be saved.", { issues: [issue] });
