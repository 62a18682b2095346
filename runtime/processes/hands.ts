/** What each effect of the engine means here. */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import { newId } from "../kernel/ids";
import type { NodeOptions } from "../workflow/nodes/options";
import type { Effect } from "../workflow/engine/effects";
import { StepFailure } from "../workflow/engine/compiled";
import { addTo, readDate, readDuration } from "../workflow/engine/timers";
import { performDecision } from "../workflow/dmn/perform";
import { isServiceName } from "../workflow/services";
import { candidatesOf, peopleIn, responsibleOf, type Candidates } from "./candidates";
import { textOf, variablesAt } from "./formula";
import type { Run } from "./running";
import { readRecord } from "./snapshot";

type Hands = { readonly [T in Effect["type"]]?: (run: Run, effect: Extract<Effect, { type: T }>) => Promise<void> | void };
type TaskEffect = Extract<Effect, { type: "createTask" }>;

export const keyText = (key: unknown): string | undefined => (key === undefined || key === null ? undefined : JSON.stringify(key));

export const hands: Hands = {
  async createTask(run, effect) {
    try {
      await createTask(run, effect);
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error;
      run.queue.push({ type: "failure", token: effect.token, code: error.code, message: error.message });
    }
  },
  callService(run, effect) {
    const service = effect.options?.service ?? "";
    if (isServiceName(service)) run.services.push(effect);
    else run.queue.push({ type: "failure", token: effect.token, code: "unknownService", message: `There is no service “${service}”.` });
  },
  runScript: (run, { token }) => void run.queue.push({ type: "failure", token, code: "notRun", message: "Scripts are not run by this version of the product." }),
  async decide(run, { token, options, input }) {
    const table = run.model.parts.decision.find(({ name }) => name === options?.decision)?.definition;
    const values = { ...variablesAt(run.state, token), record: await readRecord(run), ...input };
    const answer = performDecision(table, values, { now: run.now, timeZone: run.version.model.definition.timeZone ?? "UTC" });
    run.queue.push("failure" in answer ? { type: "failure", token, code: "decision", message: answer.failure } : { type: "done", token, variables: answer.variables });
  },
  sendMessage: (run, { name, key, payload, to }) => void run.jobs.push({ payload: { kind: "message", name, payload, ...(key !== undefined && { key }), ...(to && { to }) } }),
  signal: (run, { name, payload }) => void run.jobs.push({ payload: { kind: "signal", name, payload, from: run.row.id } }),
  startChild: (run, { token, process, binding, variables, key }) => {
    const { record: _record, ...own } = variables;
    run.jobs.push({ token, instance: run.row.id, payload: { kind: "child", token, process, binding, variables: own, ...(key !== undefined && { key }) } });
  },
  async cancelWork(run, { token }) {
    await run.tx.change(sql`update ${sys("process_tasks")} set status = 'cancelled', done_at = ${run.now}::timestamptz where instance_id = ${run.row.id}::uuid and token = ${token}::int and status = 'open'`);
    await run.tx.change(sql`delete from ${sys("process_jobs")} where instance_id = ${run.row.id}::uuid and token = ${token}::int`);
    for (let i = run.jobs.length - 1; i >= 0; i--) if (run.jobs[i]!.token === token && run.jobs[i]!.instance === run.row.id) run.jobs.splice(i, 1);
    const [child] = await run.tx.run(sql`select 1 from ${sys("process_instances")} where parent_id = ${run.row.id}::uuid and parent_token = ${token}::int and ended_at is null limit 1`);
    if (child) run.jobs.push({ instance: run.row.id, payload: { kind: "cancelChild", token } });
  },
  async wait(run, { wait, kind, node, name, key, due }) {
    const text = keyText(key);
    run.waits.set(wait, { wait, kind, node, ...(name !== undefined && { name }), ...(text !== undefined && { key: text }), ...(due !== undefined && { due }) });
    if (kind !== "message" || name === undefined) return;
    // Somebody may have sent it before anybody waited.
    const [kept] = await run.tx.run<{ payload: Record<string, never> }>(sql`delete from ${sys("process_messages")} where id = (select id from ${sys("process_messages")}
      where name = ${name} and expires_at > ${run.now}::timestamptz and (key is null or ${text ?? null}::text is null or key = ${text ?? null}) order by id limit 1 for update skip locked) returning payload`);
    if (kept) run.queue.push({ type: "message", wait, payload: kept.payload });
  },
  cancelWait: (run, { wait }) => void run.waits.set(wait, null),
  raise: (run, { code, data }) => tellParent(run, { type: "escalation", token: run.row.parent_token ?? 0, code, ...(data !== undefined && { data }) }),
  async incident(run, { token, node, code, message, remedy, variables }) {
    const { record: _record, ...own } = variables;
    await run.tx.change(sql`insert into ${sys("process_incidents")} (id, instance_id, token, node, code, message, remedy, variables, at) values
      (${newId()}, ${run.row.id}::uuid, ${token}::int, ${node}, ${code}, ${message.slice(0, 2000)}, ${remedy ?? null}, ${JSON.stringify(own)}::jsonb, ${run.now}::timestamptz)`);
  },
  incidentSolved: async (run, { token }) => void (await run.tx.change(sql`update ${sys("process_incidents")} set solved_at = ${run.now}::timestamptz where instance_id = ${run.row.id}::uuid and token = ${token}::int and solved_at is null`)),
  journal: (run, { event, node, token, detail }) => void run.journal.push({ event, node, token, ...(detail !== undefined && { detail }) }),
  endInstance: async (run, { status, variables, error }) => {
    await run.tx.change(sql`update ${sys("process_tasks")} set status = 'cancelled', done_at = ${run.now}::timestamptz where instance_id = ${run.row.id}::uuid and status = 'open'`);
    await run.tx.change(sql`update ${sys("process_incidents")} set solved_at = ${run.now}::timestamptz where instance_id = ${run.row.id}::uuid and solved_at is null`);
    const { record: _record, ...own } = variables;
    run.ending = { variables: own, ...(error && { error }) };
    tellParent(run, { type: "childEnded", token: run.row.parent_token ?? 0, outcome: status, variables: own, ...(error && { error }) });
  },
  continue: (run) => void run.queue.push({ type: "continue" }),
};

function tellParent(run: Run, event: Parameters<Run["queue"]["push"]>[0]): void {
  if (run.row.parent_id !== null) run.jobs.push({ instance: run.row.parent_id, payload: { kind: "event", event } });
}

async function createTask(run: Run, { token, node, options, lane }: TaskEffect): Promise<void> {
  const { responsible, completion = "any", quorum, due, priority } = (options ?? {}) as NodeOptions["userTask"];
  const { definition } = run.version.model;
  const named = responsibleOf(definition, responsible, lane);
  const candidates = await candidatesOf(run, named.length > 0 ? named : [{ kind: "starter" }], token);
  const people = completion === "any" ? candidates : { users: await peopleIn(run, candidates), roles: [], teams: [] };
  const needed = completion === "any" ? 1 : completion === "all" ? people.users.length : quorum ?? 1;
  if (people.users.length + people.roles.length + people.teams.length === 0) throw new StepFailure("nobody", `Nobody is there to do “${nameOf(run, node)}”.`);
  if (needed > people.users.length && completion !== "any") throw new StepFailure("tooFew", `“${nameOf(run, node)}” needs ${needed} people, and only ${people.users.length} are there.`);
  await insertTask(run, { token, node, people, needed, due: due === undefined ? null : await dueOf(run, token, due), priority: priority ?? 0 });
}

const nameOf = (run: Run, node: string): string => run.version.model.definition.nodes.find(({ id }) => id === node)?.label ?? node;

async function dueOf(run: Run, token: number, due: NonNullable<NodeOptions["userTask"]["due"]>): Promise<Date> {
  const zone = run.version.model.definition.timeZone ?? "UTC";
  const text = textOf(due, typeof due === "string" ? {} : { ...variablesAt(run.state, token), record: await readRecord(run) }, run.now, zone);
  const span = readDuration(text);
  const at = span ? addTo(run.now, span, zone) : readDate(text, zone);
  if (!at) throw new StepFailure("due", `“${text}” is neither a time span nor a date.`);
  return at;
}

interface NewTask {
  readonly token: number;
  readonly node: string;
  readonly people: Candidates;
  readonly needed: number;
  readonly due: Date | null;
  readonly priority: number;
}

async function insertTask(run: Run, { token, node, people, needed, due, priority }: NewTask): Promise<void> {
  const { row } = run;
  await run.tx.change(sql`insert into ${sys("process_tasks")} (id, instance_id, version_id, process, token, node, entity, record_id, users, roles, teams, needed, due_at, priority, created_at) values
    (${newId()}, ${row.id}::uuid, ${row.version_id}::uuid, ${row.process}, ${token}::int, ${node}, ${row.entity}, ${row.record_id}::uuid, ${[...people.users]}::uuid[], ${[...people.roles]}::text[], ${[...people.teams]}::uuid[],
     ${needed}::int, ${due}::timestamptz, ${priority}::int, ${run.now}::timestamptz)`);
}
