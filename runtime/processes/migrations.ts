/**
 * Running instances are moved to another version of their process, one or all that wait, after a plan that was checked (workflow/migrate).
 * Each is moved in a transaction of its own, by operators only, and its journal says so.
 */
import { sql } from "kysely";
import type { Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { AppError, isAppError } from "../kernel/errors";
import { migrate } from "../workflow/migrate/migrate";
import { planMigration, type Choices, type MigrationPlan } from "../workflow/migrate/plan";
import type { Effect } from "../workflow/engine/effects";
import { sendTo } from "./advance-instance";
import { asksTogether } from "./asks";
import { calendarsOf } from "./calendars";
import { personIn, rightsOn, within, wordIn, type ProcessCall } from "./call";
import { waitKey } from "./hands";
import { INSTANCE, type InstanceRow } from "./instance";
import { PROCESS_STORE_LIMITS } from "./limits";
import type { Hand } from "./running";
import type { NewJob, WaitRow } from "./store";
import { visibleInstance } from "./views";
import type { ProcessVersion } from "./versions";

export interface MigrationInput {
  /** Number of the version to move to; the one published now when left out. */
  readonly version?: number;
  readonly choices?: Choices;
}

interface MigrationView extends MigrationPlan {
  readonly from: number;
  readonly to: number;
}

export interface ManyInput extends MigrationInput {
  /** Only those that run by this version. */
  readonly from?: number;
  /** Id of the last instance of the part before. */
  readonly after?: string;
}

interface ManyMoved {
  readonly moved: number;
  /** Those that stay by their version, and why. */
  readonly refused: readonly { readonly id: string; readonly message: string }[];
  /** Give it as `after` for the next part; null: that was all. */
  readonly next: string | null;
}

interface ManyView extends MigrationView {
  /** How many wait at the old version; the plan looks at no more than `migrationLooked` of them. */
  readonly instances: number;
}

const notAllowed = (): AppError => new AppError("right:missing", "You may not steer this process.", { remedy: "Ask an administrator for the right." });

async function targetOf(hand: Hand, call: ProcessCall, process: string, number: number | undefined): Promise<ProcessVersion> {
  const part = call.model.parts.process.find(({ id }) => id === process);
  const found = number === undefined ? part && (await hand.versions.current(call.db, part, call.model.revision)) : await hand.versions.numbered(call.db, process, number);
  if (!found) throw new AppError("input:invalid", "There is no such version.", { issues: [{ pointer: "/version", code: "unknown", message: number === undefined ? "The process is not published any more." : `The process has no version ${number}.`, remedy: "Choose a version that was published." }] });
  return found;
}

async function viewOf(hand: Hand, call: ProcessCall, row: InstanceRow, target: ProcessVersion, choices: Choices = {}): Promise<MigrationView> {
  const { number, model } = await hand.versions.byId(call.db, row.version_id);
  if (target.id === row.version_id) throw new AppError("state:wrong", `The instance runs by version ${number} already.`, { remedy: "Choose another version." });
  const plan = planMigration(model.definition, target.model.definition, row.state, choices);
  const word = (of: ProcessVersion["model"], node: string, label: string): string => wordIn(of.words.nodes[node], call.ctx.language) ?? label;
  return { from: number, to: target.number, ...plan, places: plan.places.map((place) => ({ ...place, label: word(model, place.node, place.label), choices: place.choices.map((choice) => ({ ...choice, label: word(target.model, choice.node, choice.label) })) })) };
}

/** What moving would do, and what stands against it. */
export async function readMigration(hand: Hand, call: ProcessCall, id: string, { version, choices }: MigrationInput): Promise<MigrationView> {
  const { row, operates } = await visibleInstance(hand, call, id);
  if (!operates) throw notAllowed();
  return viewOf(hand, call, row, await targetOf(hand, call, row.process, version), choices);
}

/** @throws AppError resource:notFound, right:missing, state:wrong, input:invalid with an issue for every place without counterpart. */
export const migrateInstance = (hand: Hand, call: ProcessCall, id: string, input: MigrationInput): Promise<{ readonly jobs: number }> => within(hand.db, call, async (tx) => {
  const inside = { ...call, db: tx };
  if (!(await visibleInstance(hand, inside, id)).operates) throw notAllowed();
  const row = (await hand.store.lockInstance(tx, id))!;
  const target = await targetOf(hand, inside, row.process, input.version);
  return carryOut(hand, inside, tx, row, target, input.choices ?? {});
});

async function carryOut(hand: Hand, call: ProcessCall, tx: Tx, row: InstanceRow, target: ProcessVersion, choices: Choices): Promise<{ readonly jobs: number }> {
  const { now } = call.ctx;
  const me = personIn(call);
  const plan = await viewOf(hand, call, row, target, choices);
  if (!plan.ok) throw refusal(plan);
  const old = await hand.versions.byId(tx, row.version_id);
  const { state, effects, moves } = migrate(old.model.definition, target.model.definition, row.state, plan, choices, now, calendarsOf(call.model));
  await tx.change(sql`update ${sys("process_instances")} set version_id = ${target.id}::uuid, state = ${JSON.stringify(state)}::jsonb, lock = lock + 1 where id = ${row.id}::uuid`);
  const nodes = JSON.stringify(Object.fromEntries(plan.places.flatMap(({ node, to, how }) => (how === "kept" && to !== null ? [[node, to]] : []))));
  await tx.change(sql`update ${sys("process_tasks")} set version_id = ${target.id}::uuid, node = coalesce(${nodes}::jsonb ->> node, node) where instance_id = ${row.id}::uuid and status = 'open'`);
  await tx.change(sql`update ${sys("process_incidents")} set node = coalesce(${nodes}::jsonb ->> node, node) where instance_id = ${row.id}::uuid and solved_at is null`);
  await tx.change(sql`insert into ${sys("process_journal")} (instance_id, at, event, node, token, detail, actor_id) values (${row.id}::uuid, ${now}::timestamptz, 'operator:migrate', '', 0, ${JSON.stringify({ from: plan.from, to: plan.to, choices })}::jsonb, ${me}::uuid)`);
  if (asksTogether(old.model) && !asksTogether(target.model)) await hand.collegial?.cancel(tx, now, row.id);
  let jobs = await waitAnew(hand, tx, row.id, effects, now);
  for (const { token, to } of moves) {
    const at = (await hand.store.lockInstance(tx, row.id))!;
    await hand.store.solveIncidents(tx, row.id, token, now);
    const outcome = await sendTo({ hand, tx, now }, at, { type: "move", token, to }, { userId: me });
    if (outcome.refused) throw new AppError("state:wrong", outcome.refused.message, { remedy: "Read the plan again." });
    jobs += outcome.jobs;
  }
  return { jobs };
}

/** Waits that end and begin; a message that was kept for one of them comes by a job. */
async function waitAnew({ store }: Hand, tx: Tx, instance: string, effects: readonly Effect[], now: Date): Promise<number> {
  const open = new Map<number, WaitRow | null>();
  const jobs: NewJob[] = [];
  for (const effect of effects) {
    if (effect.type === "cancelWait") open.set(effect.wait, null);
    if (effect.type !== "wait") continue;
    const { wait, kind, node, name, due } = effect;
    const key = waitKey(instance, name, effect.key);
    open.set(wait, { wait, kind, node, ...(name !== undefined && { name }), ...(key !== undefined && { key }), ...(due !== undefined && { due }) });
    const kept = kind === "message" && name !== undefined ? await store.takeMessage(tx, name, key, now) : undefined;
    if (kept) jobs.push({ instance, payload: { kind: "event", event: { type: "message", wait, payload: kept } } });
  }
  if (open.size > 0) await store.changeWaits(tx, instance, [...open.keys()], [...open.values()].filter((wait) => wait !== null));
  if (jobs.length > 0) await store.addJobs(tx, jobs, now);
  return jobs.length;
}

function refusal({ places, problems }: MigrationPlan): AppError {
  if (problems.length > 0) return new AppError("state:wrong", problems.join(" "), { remedy: "Read the plan again." });
  const issues = places.flatMap(({ node, problem }) => (problem === null ? [] : [{ pointer: `/choices/${node}`, code: "noCounterpart", message: problem, remedy: "Choose a step of the other version." }]));
  return new AppError("input:invalid", "The instance cannot be moved like this.", { issues });
}

async function part(hand: Hand, call: ProcessCall, name: string, { from, version, after }: ManyInput, limit: number) {
  const found = call.model.parts.process.find((one) => one.name === name);
  if (!found || !rightsOn(call, found).operate) throw found && rightsOn(call, found).start ? notAllowed() : new AppError("resource:notFound", `There is no process "${name.slice(0, 60)}".`, { remedy: "See GET /api/v1/processes." });
  const target = await targetOf(hand, call, found.id, version);
  const source = from === undefined ? undefined : await targetOf(hand, call, found.id, from);
  const which = sql`process = ${found.id} and ended_at is null and version_id <> ${target.id}::uuid ${source ? sql`and version_id = ${source.id}::uuid` : sql``}`;
  const rows = await call.db.run(sql<InstanceRow>`select ${INSTANCE} from ${sys("process_instances")} where ${which} ${after === undefined ? sql`` : sql`and id > ${after}::uuid`} order by id limit ${limit}`);
  return { target, which, rows };
}

/** The plans of those that wait at a version, laid over one another. */
export async function readManyMigrations(hand: Hand, call: ProcessCall, name: string, input: ManyInput): Promise<ManyView> {
  const { target, which, rows } = await part(hand, call, name, input, PROCESS_STORE_LIMITS.migrationLooked);
  const [count] = await call.db.run<{ n: number }>(sql`select count(*)::int as n from ${sys("process_instances")} where ${which}`);
  const views = await Promise.all(rows.map((row) => viewOf(hand, call, row, target, input.choices)));
  const places = new Map<string, MigrationPlan["places"][number]>();
  for (const place of views.flatMap((view) => view.places)) {
    const known = places.get(place.node);
    places.set(place.node, known ? { ...known, tokens: known.tokens + place.tokens, problem: known.problem ?? place.problem } : place);
  }
  return {
    from: views[0]?.from ?? target.number, to: target.number, ok: views.every(({ ok }) => ok), places: [...places.values()], problems: [...new Set(views.flatMap(({ problems }) => problems))],
    newVariables: [...new Set(views.flatMap(({ newVariables }) => newVariables))], instances: count!.n,
  };
}

/** A part of those that wait; whoever asks goes on with `next`. */
export async function migrateMany(hand: Hand, call: ProcessCall, name: string, input: ManyInput): Promise<ManyMoved> {
  const { rows } = await part(hand, call, name, input, PROCESS_STORE_LIMITS.migratedAtOnce);
  const refused: { id: string; message: string }[] = [];
  for (const { id } of rows) {
    try {
      await migrateInstance(hand, call, id, input);
    } catch (error) {
      if (!isAppError(error) || error.status >= 500) throw error;
      refused.push({ id, message: [error.message, ...error.issues.map(({ message }) => message)].join(" ") });
    }
  }
  return { moved: rows.length - refused.length, refused, next: rows.length < PROCESS_STORE_LIMITS.migratedAtOnce ? null : rows.at(-1)!.id };
}
