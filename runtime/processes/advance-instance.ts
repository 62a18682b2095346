/** Gives an instance events until it rests, does what it asks for, and writes all of it: state, tasks, waits, jobs and journal. */
import { sql } from "kysely";
import type { Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { newId } from "../kernel/ids";
import { advance } from "../workflow/engine/advance";
import type { Effect } from "../workflow/engine/effects";
import type { ProcessEvent } from "../workflow/engine/events";
import { hands } from "./hands";
import { saveInstance, type InstanceRow } from "./instance";
import { PROCESS_STORE_LIMITS } from "./limits";
import type { Actor, Hand, Run } from "./running";
import { performService } from "./services/index";
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

/** The row must be locked by this transaction. A refused event changes nothing. */
export async function sendTo({ hand, tx, now }: Place, row: InstanceRow, event: ProcessEvent, actor?: Actor): Promise<Outcome> {
  const version = await hand.versions.byId(tx, row.version_id);
  const run: Run = { hand, tx, now, model: hand.model(), row, version, ...(actor && { actor }), state: row.state, queue: [], services: [], waits: new Map(), journal: [], jobs: [] };
  const refused = await step(run, event);
  if (refused) return { refused, jobs: 0 };
  for (let count = 1; run.queue.length > 0 || run.services.length > 0; count++) {
    const service = run.services.shift();
    if (service) await serve(run, service);
    const next = service ? undefined : run.queue.shift();
    if (next && count > PROCESS_STORE_LIMITS.eventsPerTransaction) run.jobs.push({ instance: row.id, payload: { kind: "event", event: next } });
    else if (next) await step(run, next);
  }
  await write(run);
  return { jobs: run.jobs.length };
}

async function step(run: Run, event: ProcessEvent): Promise<Refused | undefined> {
  const given = await withRecord(run, event);
  const { state, effects } = advance(run.version.model.definition, given.state, given.event, run.now);
  const refused = effects.find((effect): effect is Refused => effect.type === "refused");
  if (refused) return refused;
  run.state = withoutRecord(run, state);
  for (const effect of effects) await (hands[effect.type] as ((run: Run, effect: Effect) => Promise<void> | void) | undefined)?.(run, effect);
  return undefined;
}

/** A service in this transaction; a savepoint keeps what fails from the rest. */
async function serve(run: Run, work: Run["services"][number]): Promise<void> {
  // It may have been called off by what came after it in the same step.
  if (run.state.tokens[work.token]?.status !== "active") return;
  const answer = await performService(run, work);
  if (answer) run.queue.push(answer);
  run.record = undefined;
}

async function write(run: Run): Promise<void> {
  const { tx, row, state, now } = run;
  if (!(await saveInstance(tx, row, state, now, run.ending))) throw new Error(`The instance ${row.id} was changed by somebody else.`);
  const ended = state.status !== "running";
  if (ended) await tx.change(sql`delete from ${sys("process_waits")} where instance_id = ${row.id}::uuid`);
  else await writeWaits(run);
  if (run.jobs.length > 0) {
    const jobs = run.jobs.map(({ token, instance, payload, dueAt }) => ({ id: newId(), instance: instance ?? null, token: token ?? null, kind: payload.kind, payload, due: (dueAt ?? now).toISOString() }));
    await tx.change(sql`insert into ${sys("process_jobs")} (id, instance_id, token, kind, payload, due_at)
      select j.id, j.instance, j.token, j.kind, j.payload, j.due from jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb) as j (id uuid, instance uuid, token int, kind text, payload jsonb, due timestamptz)`);
  }
  await writeJournal(run);
}

async function writeWaits({ tx, row, waits }: Run): Promise<void> {
  if (waits.size === 0) return;
  await tx.change(sql`delete from ${sys("process_waits")} where instance_id = ${row.id}::uuid and wait = any(${[...waits.keys()]}::int[])`);
  const open = [...waits.values()].filter((wait) => wait !== null);
  if (open.length === 0) return;
  await tx.change(sql`insert into ${sys("process_waits")} (instance_id, wait, kind, node, name, key, due_at)
    select ${row.id}::uuid, w.wait, w.kind, w.node, w.name, w.key, w.due from jsonb_to_recordset(${JSON.stringify(open)}::jsonb) as w (wait int, kind text, node text, name text, key text, due timestamptz)`);
}

async function writeJournal({ tx, row, now, journal, version, actor, state }: Run): Promise<void> {
  const { journal: level } = version.model;
  if (level === "off" || journal.length === 0) return;
  const root = Object.values(state.frames).find((frame) => frame.parent === 0);
  const rows = level === "full" && root ? [...journal, { event: "variables", node: "", token: 0, detail: root.variables }] : journal;
  await tx.change(sql`insert into ${sys("process_journal")} (instance_id, at, event, node, token, detail, actor_id, acted_for)
    select ${row.id}::uuid, ${now}::timestamptz, j.event, j.node, j.token, j.detail, ${actor?.userId ?? null}::uuid, ${actor?.actedFor ?? null}::uuid
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality as e (body, at), jsonb_to_record(e.body) as j (event text, node text, token int, detail jsonb) order by e.at`);
}
