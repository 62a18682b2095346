/**
 * Terms of waiting steps follow their working calendar: when another one is published, what was left in working time is left
 * still. Timers, terms of tasks and of collegial steps move; dates that were named stay. Done in portions, each once.
 */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import { addWorking, workingBetween } from "../calendars/arithmetic";
import { workingCalendar, type CalendarSpec, type WorkingCalendar } from "../calendars/calendar";
import type { Queryable, Tx } from "../db/pool";
import { sys } from "../db/schemas";
import type { AppModel } from "../model/types";
import { calendarNameAt } from "../workflow/engine/calendars";
import { StepFailure } from "../workflow/engine/compiled";
import { addTo, readDuration } from "../workflow/engine/timers";
import type { ProcessDefinition } from "../workflow/definition/types";
import { openRun } from "./advance-instance";
import { textOf, variablesAt } from "./formula";
import type { InstanceRow } from "./instance";
import { lookAgain } from "./notices";
import type { Hand, Run } from "./running";
import { seenAround } from "./snapshot";

const BATCH = 50;
const NOBODY = "00000000-0000-0000-0000-000000000000";

interface Row {
  readonly digest: string; readonly spec: CalendarSpec; readonly next_digest: string | null; readonly next_spec: CalendarSpec | null; readonly moved_to: string | null;
}

interface Move {
  readonly name: string;
  readonly old: WorkingCalendar;
  readonly next: WorkingCalendar;
  readonly now: Date;
}

const digestOf = (spec: CalendarSpec): string => createHash("sha256").update(JSON.stringify(spec)).digest("hex");

/** Terms of calendars that are not what they were when it was last looked; how many moved. */
export async function moveTerms(hand: Hand, now: Date): Promise<number> {
  let moved = 0;
  for (const { name, spec } of hand.model().parts.workingCalendar) for (let portion = await movePortion(hand, name, spec, now); portion; portion = await movePortion(hand, name, spec, now)) moved += portion.moved;
  return moved;
}

/** Undefined when nothing is left to move, or somebody else is at it. */
const movePortion = (hand: Hand, name: string, spec: CalendarSpec, now: Date): Promise<{ readonly moved: number } | undefined> => hand.db.transaction(async (tx) => {
  const digest = digestOf(spec);
  await tx.change(sql`insert into ${sys("term_calendars")} (name, digest, spec) values (${name}, ${digest}, ${JSON.stringify(spec)}::jsonb) on conflict do nothing`);
  const [row] = await tx.run<Row>(sql`select digest, spec, next_digest, next_spec, moved_to from ${sys("term_calendars")} where name = ${name} for update skip locked`);
  if (!row || (row.next_digest === null && row.digest === digest)) return undefined;
  // A move that has begun is ended first, whatever was published since.
  const [nextDigest, next] = row.next_spec ? [row.next_digest!, row.next_spec] : [digest, spec];
  const ids = await tx.run<{ id: string }>(sql`select i.id from ${sys("process_instances")} i where i.ended_at is null and i.id > ${row.moved_to ?? NOBODY}::uuid and (exists (select 1 from ${sys("process_waits")} w where w.instance_id = i.id and w.kind = 'timer' and w.due_at > ${now}::timestamptz)
    or exists (select 1 from ${sys("process_tasks")} t where t.instance_id = i.id and t.status = 'open' and t.due_at > ${now}::timestamptz) or exists (select 1 from ${sys("resolutions")} r where r.instance_id = i.id and r.status = 'open' and r.due_at > ${now}::timestamptz)) order by i.id limit ${BATCH}`);
  const move: Move = { name, old: workingCalendar(row.spec), next: workingCalendar(next), now };
  let moved = 0;
  for (const { id } of ids) moved += await moveInstance(hand, tx, id, move);
  if (ids.length === BATCH) await tx.change(sql`update ${sys("term_calendars")} set next_digest = ${nextDigest}, next_spec = ${JSON.stringify(next)}::jsonb, moved_to = ${ids.at(-1)!.id}::uuid where name = ${name}`);
  else await tx.change(sql`update ${sys("term_calendars")} set digest = ${nextDigest}, spec = ${JSON.stringify(next)}::jsonb, next_digest = null, next_spec = null, moved_to = null where name = ${name}`);
  return { moved };
});

/** What was left in working time is left still. */
const shifted = ({ old, next, now }: Move, due: number): Date => new Date(addWorking(next, now.getTime(), workingBetween(old, now.getTime(), due)));

async function moveInstance(hand: Hand, tx: Tx, id: string, move: Move): Promise<number> {
  const row = await hand.store.lockInstance(tx, id);
  if (!row || row.state.status !== "running") return 0;
  const { definition } = (await hand.versions.byId(tx, row.version_id)).model;
  const uses = (node: string): boolean => calendarNameAt(definition, node) === move.name;
  const terms = (await moveTasks(await openRun({ hand, tx, now: move.now }, row), uses, move)) + (await moveAsked(tx, row, uses, move));
  if (terms > 0) await lookAgain({ tx, now: move.now }, id);
  return terms + (await moveTimers(hand, tx, row, definition, uses, move));
}

async function moveTimers(hand: Hand, tx: Tx, row: InstanceRow, definition: ProcessDefinition, uses: (node: string) => boolean, move: Move): Promise<number> {
  const { state } = row;
  let moved = 0;
  for (const wait of Object.values(state.waits)) {
    const trigger = definition.nodes.find(({ id }) => id === wait.node)?.triggers?.[wait.trigger];
    if (wait.kind !== "timer" || wait.due === undefined || trigger?.type !== "timer" || trigger.date !== undefined || !uses(wait.node) || Date.parse(wait.due) <= move.now.getTime()) continue;
    const due = shifted(move, Date.parse(wait.due));
    if (due.getTime() === Date.parse(wait.due)) continue;
    wait.due = due.toISOString();
    await tx.change(sql`update ${sys("process_waits")} set due_at = ${due}::timestamptz where instance_id = ${row.id}::uuid and wait = ${wait.id}::int`);
    moved++;
  }
  if (moved > 0) await hand.store.saveInstance(tx, row, state, move.now, undefined);
  return moved;
}

async function moveTasks(run: Run, uses: (node: string) => boolean, move: Move): Promise<number> {
  const { tx, row } = run;
  const zone = run.version.model.definition.timeZone ?? "UTC";
  const tasks = await tx.run<{ id: string; node: string; token: number; due_at: Date | string; created_at: Date | string }>(sql`select id, node, token, due_at, created_at from ${sys("process_tasks")} where instance_id = ${row.id}::uuid and status = 'open' and due_at > ${move.now}::timestamptz for update`);
  let moved = 0;
  for (const task of tasks) {
    const span = uses(task.node) ? await spanOf(run, task.node, task.token, zone) : undefined;
    const before = new Date(task.due_at).getTime();
    // Set since the calendar changed: it goes by the new one already.
    if (!span || addTo(new Date(task.created_at), span, zone, move.next).getTime() === before) continue;
    const due = shifted(move, before);
    if (due.getTime() !== before) moved += await tx.change(sql`update ${sys("process_tasks")} set due_at = ${due}::timestamptz where id = ${task.id}::uuid`);
  }
  return moved;
}

/** The time span a task was given, by the record as it is now; undefined for a date, which stays. */
async function spanOf(run: Run, node: string, token: number, zone: string): Promise<ReturnType<typeof readDuration>> {
  const step = run.version.model.definition.nodes.find(({ id }) => id === node);
  const due = step?.type === "userTask" || step?.type === "manualTask" ? step.options?.due : undefined;
  if (due === undefined) return undefined;
  try {
    return readDuration(textOf(due, typeof due === "string" ? {} : { ...variablesAt(run.state, token), ...(await seenAround(run)) }, run.now, zone));
  } catch (error) {
    // It asks for what is not there any more: whether it was a span cannot be told, so it stays.
    if (error instanceof StepFailure) return undefined;
    throw error;
  }
}

/** Collegial steps; who watches over them looks at once. */
async function moveAsked(tx: Tx, row: InstanceRow, uses: (node: string) => boolean, move: Move): Promise<number> {
  const asked = await tx.run<{ id: string; token: number; due_at: Date | string }>(sql`select id, token, due_at from ${sys("resolutions")} where instance_id = ${row.id}::uuid and status = 'open' and due_at > ${move.now}::timestamptz for update`);
  let moved = 0;
  for (const { id, token, due_at } of asked) {
    const node = row.state.tokens[token]?.node;
    const due = node !== undefined && uses(node) ? shifted(move, new Date(due_at).getTime()) : undefined;
    if (due && due.getTime() !== new Date(due_at).getTime()) moved += await tx.change(sql`update ${sys("resolutions")} set due_at = ${due}::timestamptz, clock_at = ${move.now}::timestamptz where id = ${id}::uuid`);
  }
  return moved;
}

/** A calendar that would be another, and what goes by it. */
export interface CalendarMove {
  readonly calendar: string;
  /** Clocks of records that are not stopped. */
  readonly clocks: number;
  /** Timers and terms of open tasks. */
  readonly terms: number;
}

/** What publishing `after` would move. */
export async function countMoves(db: Queryable, before: AppModel, after: AppModel, now: Date): Promise<readonly CalendarMove[]> {
  const changed = before.parts.workingCalendar.filter(({ name, spec }) => {
    const next = after.parts.workingCalendar.find((one) => one.name === name)?.spec;
    return next !== undefined && digestOf(next) !== digestOf(spec);
  });
  if (changed.length === 0) return [];
  const waiting = await db.run<{ version_id: string; node: string; n: number }>(sql`select i.version_id, x.node, count(*)::int as n from ${sys("process_instances")} i join (
    select instance_id, node from ${sys("process_waits")} where kind = 'timer' and due_at > ${now}::timestamptz union all select instance_id, node from ${sys("process_tasks")} where status = 'open' and due_at > ${now}::timestamptz) x on x.instance_id = i.id
    where i.ended_at is null group by i.version_id, x.node`);
  const versions = new Map((await db.run<{ id: string; definition: ProcessDefinition }>(sql`select id, model -> 'definition' as definition from ${sys("process_versions")} where id = any(${[...new Set(waiting.map(({ version_id }) => version_id))]}::uuid[])`)).map(({ id, definition }) => [id, definition]));
  const ticking = new Map((await db.run<{ clock: string; n: number }>(sql`select clock, count(*)::int as n from ${sys("record_clocks")} where status <> 'stopped' group by clock`)).map(({ clock, n }) => [clock, n]));
  return changed.map(({ name }) => ({
    calendar: name,
    clocks: before.parts.clock.filter(({ calendar }) => calendar === name).reduce((sum, { id }) => sum + (ticking.get(id) ?? 0), 0),
    terms: waiting.filter(({ version_id, node }) => calendarNameAt(versions.get(version_id)!, node) === name).reduce((sum, { n }) => sum + n, 0),
  }));
}
