/** What each effect of the engine means here. */
import type { NodeOptions } from "../workflow/nodes/options";
import type { Effect } from "../workflow/engine/effects";
import { StepFailure } from "../workflow/engine/compiled";
import { calendarAt } from "../workflow/engine/calendars";
import { runScript } from "../workflow/engine/script";
import { addTo, readDate, readDuration } from "../workflow/engine/timers";
import { responsibleOf } from "../workflow/definition/responsible";
import type { Responsible, Values } from "../workflow/definition/types";
import { performDecision } from "../workflow/dmn/perform";
import { isWebCall, WEB_ADDRESSES } from "../workflow/engine/web-calls";
import { isServiceName } from "../workflow/services";
import { asksTogether } from "./asks";
import { candidatesOf, peopleIn, type Candidates } from "./candidates";
import { textOf, variablesAt } from "./formula";
import { calendarsOf } from "./calendars";
import type { CollegialStep } from "./deps";
import { noteBegun } from "./notices";
import { entityOf, type Run } from "./running";
import { seenAround } from "./snapshot";

type Hands = { readonly [T in Effect["type"]]?: (run: Run, effect: Extract<Effect, { type: T }>) => Promise<void> | void };
/** Without what is read anew for each step. */
const ownOf = ({ record: _record, [WEB_ADDRESSES]: _addresses, ...own }: Values): Values => own;
type TaskEffect = Extract<Effect, { type: "createTask" }>;

/** A call of a web address is for one instance alone. */
export const waitKey = (instance: string, name: string | undefined, key: unknown): string | undefined => (name !== undefined && isWebCall(name) ? JSON.stringify(instance) : keyText(key));
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
  async runScript(run, { token, options, input }) {
    const values = { ...variablesAt(run.state, token), ...(await seenAround(run)), ...input };
    const answer = runScript(options?.script ?? "", values, { now: run.now, timeZone: run.version.model.definition.timeZone ?? "UTC" });
    run.queue.push("failure" in answer ? { type: "failure", token, code: "script", message: answer.failure } : { type: "done", token, variables: answer.variables });
  },
  async decide(run, { token, options, input }) {
    const table = run.model.parts.decision.find(({ name }) => name === options?.decision)?.definition;
    const values = { ...variablesAt(run.state, token), ...(await seenAround(run)), ...input };
    const answer = performDecision(table, values, { now: run.now, timeZone: run.version.model.definition.timeZone ?? "UTC" });
    run.queue.push("failure" in answer ? { type: "failure", token, code: "decision", message: answer.failure } : { type: "done", token, variables: answer.variables });
  },
  sendMessage: (run, { name, key, payload, to }) => void run.jobs.push({ payload: { kind: "message", name, payload, ...(key !== undefined && { key }), ...(to && { to }) } }),
  signal: (run, { name, payload }) => void run.jobs.push({ payload: { kind: "signal", name, payload, from: run.row.id } }),
  startChild: (run, { token, process, binding, variables, key }) => {
    const own = ownOf(variables);
    run.jobs.push({ token, instance: run.row.id, payload: { kind: "child", token, process, binding, variables: own, ...(key !== undefined && { key }) } });
  },
  async cancelWork(run, { token }) {
    const { hand: { store }, tx, row } = run;
    await store.cancelTasks(tx, row.id, token, run.now);
    if (asksTogether(run.version.model)) await run.hand.collegial?.cancel(tx, run.now, row.id, token);
    await store.cancelJobs(tx, row.id, token);
    for (let i = run.jobs.length - 1; i >= 0; i--) if (run.jobs[i]!.token === token && run.jobs[i]!.instance === row.id) run.jobs.splice(i, 1);
    if ((await store.openChildren(tx, row.id, token)).length > 0) run.jobs.push({ instance: row.id, payload: { kind: "cancelChild", token } });
  },
  async wait(run, { wait, kind, node, name, key, due }) {
    const text = waitKey(run.row.id, name, key);
    run.waits.set(wait, { wait, kind, node, ...(name !== undefined && { name }), ...(text !== undefined && { key: text }), ...(due !== undefined && { due }) });
    if (kind !== "message" || name === undefined) return;
    // Somebody may have sent it before anybody waited.
    const kept = await run.hand.store.takeMessage(run.tx, name, text, run.now);
    if (kept) run.queue.push({ type: "message", wait, payload: kept });
  },
  cancelWait: (run, { wait }) => void run.waits.set(wait, null),
  raise: (run, { code, data }) => tellParent(run, { type: "escalation", token: run.row.parent_token ?? 0, code, ...(data !== undefined && { data }) }),
  async incident(run, { token, node, code, message, remedy, variables }) {
    const own = ownOf(variables);
    await run.hand.store.addIncident(run.tx, run.row.id, { token, node, code, message, ...(remedy !== undefined && { remedy }), variables: own }, run.now);
  },
  incidentSolved: (run, { token }) => run.hand.store.solveIncidents(run.tx, run.row.id, token, run.now),
  journal: (run, { event, node, token, detail }) => void run.journal.push({ event, node, token, ...(detail !== undefined && { detail }) }),
  endInstance: async (run, { status, variables, error }) => {
    await run.hand.store.cancelTasks(run.tx, run.row.id, undefined, run.now);
    if (asksTogether(run.version.model)) await run.hand.collegial?.cancel(run.tx, run.now, run.row.id);
    await run.hand.store.solveIncidents(run.tx, run.row.id, undefined, run.now);
    const own = ownOf(variables);
    run.ending = { variables: own, ...(error && { error }) };
    tellParent(run, { type: "childEnded", token: run.row.parent_token ?? 0, outcome: status, variables: own, ...(error && { error }) });
  },
  continue: (run) => void run.queue.push({ type: "continue" }),
};

function tellParent(run: Run, event: Parameters<Run["queue"]["push"]>[0]): void {
  if (run.row.parent_id !== null) run.jobs.push({ instance: run.row.parent_id, payload: { kind: "event", event } });
}

async function createTask(run: Run, { token, node, options, lane }: TaskEffect): Promise<void> {
  const { responsible, completion = "any", quorum, due, priority = 0, collegial, inSequence = false, secret } = (options ?? {}) as NodeOptions["userTask"];
  const found = responsibleOf(run.version.model.definition, responsible, lane);
  const named: readonly Responsible[] = found.length > 0 ? found : [{ kind: "starter" }];
  const term = due === undefined ? null : await dueOf(run, token, node, due);
  if (collegial !== undefined) await beginCollegial(run, { token, node, kind: collegial, people: await voicesOf(run, named, token, inSequence), due: term, ...(completion === "quorum" && quorum !== undefined && { quorum }), ...(secret && { secret }) });
  else await openTask(run, { token, node, candidates: await candidatesOf(run, named, token), completion, quorum, due: term, priority });
  noteBegun(run, { token, node, due: term });
}

interface Opening {
  readonly token: number;
  readonly node: string;
  readonly candidates: Candidates;
  readonly completion: "any" | "all" | "quorum";
  readonly quorum: number | undefined;
  readonly due: Date | null;
  readonly priority: number;
}

async function openTask(run: Run, { token, node, candidates, completion, quorum, due, priority }: Opening): Promise<void> {
  const people = completion === "any" ? candidates : { users: await peopleIn(run, candidates), roles: [], teams: [] };
  const needed = completion === "any" ? 1 : completion === "all" ? people.users.length : quorum ?? 1;
  if (people.users.length + people.roles.length + people.teams.length === 0) throw new StepFailure("nobody", `Nobody is there to do “${nameOf(run, node)}”.`);
  if (needed > people.users.length && completion !== "any") throw new StepFailure("tooFew", `“${nameOf(run, node)}” needs ${needed} people, and only ${people.users.length} are there.`);
  await run.hand.store.addTask(run.tx, run.row, { token, node, ...people, needed, due, priority }, run.now);
}

/** Everybody once: in turn with the first line that names him, with the largest weight of those that do. */
async function voicesOf(run: Run, named: readonly Responsible[], token: number, inTurn: boolean): Promise<CollegialStep["people"]> {
  const lines = inTurn || named.some(({ weight }) => weight !== undefined) ? named.map((one) => [one]) : [named];
  const found = new Map<string, CollegialStep["people"][number]>();
  for (const [place, line] of lines.entries()) {
    const { weight = 1 } = line[0]!;
    for (const user of await peopleIn(run, await candidatesOf(run, line, token))) {
      const before = found.get(user);
      found.set(user, { user, place: before?.place ?? (inTurn ? place : 0), weight: Math.max(before?.weight ?? 0, weight) });
    }
  }
  return [...found.values()];
}

async function beginCollegial(run: Run, { node, people, quorum, ...step }: Omit<CollegialStep, "title" | "words" | "entity" | "recordId" | "startedBy" | "instance"> & { readonly node: string }): Promise<void> {
  const entity = entityOf(run);
  const { collegial } = run.hand;
  if (!collegial || !entity || run.row.record_id === null) throw new StepFailure("noRecord", `“${nameOf(run, node)}” is asked about a record, and there is none.`);
  if (people.length === 0) throw new StepFailure("nobody", `Nobody is there to do “${nameOf(run, node)}”.`);
  const all = people.reduce((sum, { weight }) => sum + weight, 0);
  if (quorum !== undefined && quorum > all) throw new StepFailure("tooFew", all === people.length ? `“${nameOf(run, node)}” needs ${quorum} people, and only ${all} are there.` : `“${nameOf(run, node)}” needs voices that weigh ${quorum}, and all of them weigh ${all}.`);
  const words = run.version.model.definition.nodes.find(({ id }) => id === node)?.description;
  await collegial.begin(run.tx, run.now, { ...step, title: nameOf(run, node), entity, recordId: run.row.record_id, people, ...(words !== undefined && { words }), ...(quorum !== undefined && { quorum }), startedBy: run.row.started_by, instance: run.row.id });
}

const nameOf = (run: Run, node: string): string => run.version.model.definition.nodes.find(({ id }) => id === node)?.label ?? node;

async function dueOf(run: Run, token: number, node: string, due: NonNullable<NodeOptions["userTask"]["due"]>): Promise<Date> {
  const zone = run.version.model.definition.timeZone ?? "UTC";
  const text = textOf(due, typeof due === "string" ? {} : { ...variablesAt(run.state, token), ...(await seenAround(run)) }, run.now, zone);
  const span = readDuration(text);
  const at = span ? addTo(run.now, span, zone, calendarAt(run.version.model.definition, node, calendarsOf(run.model))) : readDate(text, zone);
  if (!at) throw new StepFailure("due", `“${text}” is neither a time span nor a date.`);
  return at;
}
