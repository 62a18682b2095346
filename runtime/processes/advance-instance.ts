/** Gives an instance events until it rests, does what it asks for, and writes all of it: state, tasks, waits, jobs and journal. */
import type { Tx } from "../db/pool";
import { openCourse } from "../workflow/engine/advance";
import type { Effect } from "../workflow/engine/effects";
import type { ProcessEvent } from "../workflow/engine/events";
import { rootFrame } from "../workflow/engine/run";
import { calendarsOf } from "./calendars";
import { hands } from "./hands";
import { noteDone } from "./notices";
import type { InstanceRow } from "./instance";
import { PROCESS_STORE_LIMITS } from "./limits";
import type { Actor, Hand, Run } from "./running";
import { asksNothing, performService } from "./services/index";
import { withoutRecord, withRecord } from "./snapshot";

export type Refused = Extract<Effect, { type: "refused" }>;

interface Outcome {
  readonly refused?: Refused;
  /** Jobs were left: somebody should look for them now. */
  readonly jobs: number;
}

export interface Place {
  readonly hand: Hand;
  readonly tx: Tx;
  readonly now: Date;
}

export async function openRun({ hand, tx, now }: Place, row: InstanceRow, actor?: Actor): Promise<Run> {
  const version = await hand.versions.byId(tx, row.version_id);
  const model = hand.model();
  const course = openCourse(version.model.definition, row.state, now, calendarsOf(model));
  return { hand, tx, now, model, row, version, ...(actor && { actor }), course, get state() { return course.state; }, asked: 0, queue: [], services: [], waits: new Map(), journal: [], jobs: [] };
}

/** The row must be locked by this transaction. A refused event changes nothing, and `more` is not looked at then. */
export async function sendTo(place: Place, row: InstanceRow, event: ProcessEvent, actor?: Actor, more: readonly ProcessEvent[] = []): Promise<Outcome> {
  const run = await openRun(place, row, actor);
  const refused = await step(run, event);
  if (refused) return { refused, jobs: 0 };
  run.queue = [...more, ...run.queue];
  const later: ProcessEvent[] = [];
  while (run.queue.length > 0 || run.services.length > 0) {
    const service = run.services.shift();
    if (service) await serve(run, service);
    const next = service ? undefined : run.queue.shift();
    if (next && run.asked > PROCESS_STORE_LIMITS.eventsPerTransaction) later.push(next);
    else if (next) await step(run, next);
  }
  if (later.length > 0) run.jobs.push({ instance: row.id, payload: { kind: "events", events: later } });
  await write(run);
  return { jobs: run.jobs.length };
}

/** What only moves tokens: ten of it take no longer than one thing that is asked of the database. */
const LIGHT = 0.1;
const LIGHT_EFFECTS: ReadonlySet<Effect["type"]> = new Set(["journal", "callService", "cancelWait"]);

async function step(run: Run, event: ProcessEvent): Promise<Refused | undefined> {
  const done = event.type === "done" ? run.state.tokens[event.token] : undefined;
  const given = await withRecord(run, event);
  const effects = run.course.send(given.event, given.seen);
  const refused = effects.find((effect): effect is Refused => effect.type === "refused");
  if (refused) return refused;
  if (done) noteDone(run, done.node, done.id);
  run.asked += LIGHT + effects.filter(({ type }) => !LIGHT_EFFECTS.has(type)).length;
  for (const effect of effects) await (hands[effect.type] as ((run: Run, effect: Effect) => Promise<void> | void) | undefined)?.(run, effect);
  return undefined;
}

/** A service in this transaction; a savepoint keeps what fails from the rest. */
async function serve(run: Run, work: Run["services"][number]): Promise<void> {
  // It may have been called off by what came after it in the same step.
  if (run.state.tokens[work.token]?.status !== "active") return;
  const light = asksNothing(work.options);
  const answer = await performService(run, work);
  if (answer) run.queue.push(answer);
  run.asked += light ? LIGHT : 1;
  if (!light) run.record = undefined;
}

async function write(run: Run): Promise<void> {
  withoutRecord(run);
  const { hand: { store }, tx, row, state, now } = run;
  if (!(await store.saveInstance(tx, row, state, now, run.ending))) throw new Error(`The instance ${row.id} was changed by somebody else.`);
  if (state.status !== "running") await store.dropWaits(tx, row.id);
  else if (run.waits.size > 0) await store.changeWaits(tx, row.id, [...run.waits.keys()], [...run.waits.values()].filter((wait) => wait !== null));
  if (run.jobs.length > 0) await store.addJobs(tx, run.jobs, now);
  await writeJournal(run);
}

async function writeJournal({ hand, tx, row, now, journal, version, actor, state }: Run): Promise<void> {
  const { journal: level } = version.model;
  if (level === "off" || journal.length === 0) return;
  const root = rootFrame(state);
  const rows = level === "full" && root ? [...journal, { event: "variables", node: "", token: 0, detail: root.variables }] : journal;
  await hand.store.addJournal(tx, row.id, rows, actor, now);
}
