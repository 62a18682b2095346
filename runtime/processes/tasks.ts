/**
 * Tasks of people. A *candidate* may do a task: named himself, by a role or by a team; or he stands in for such a person today, and
 * then the task says who acted for whom. Whoever may not see a task gets the answer for one that is not there.
 */
import { sql } from "kysely";
import type { Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { dayIn } from "../kernel/days";
import { AppError, type Issue } from "../kernel/errors";
import { isUuid } from "../kernel/ids";
import type { Principal } from "../kernel/principal";
import type { UserTaskOptions } from "../workflow/nodes/userTask/definition";
import { checkVariables } from "./start";
import { sendTo } from "./advance-instance";
import { personIn, rightsOn, within, type ProcessCall } from "./call";
import type { InstanceRow } from "./instance";
import { PROCESS_STORE_LIMITS } from "./limits";
import { forgetPeople, type Hand } from "./running";
import { fieldChanges, fileIssues, takeFiles, type GivenFiles } from "./task-files";
import { TASK, viewTasks, type TaskRow, type TaskView } from "./task-view";
import type { ProcessVersion } from "./versions";
import { entityById } from "../model/accessors";

export interface TaskQuery {
  /** mine: named myself or taken by me · group: of my roles and teams · deputy: of those I stand in for. */
  readonly scope?: "mine" | "group" | "deputy";
  /** today and week take what is overdue along; later is what is left. */
  readonly due?: "overdue" | "today" | "week" | "later";
  readonly process?: string;
  readonly limit?: number;
  /** Id of the last task of the page before. */
  readonly after?: string;
}

export interface Completion {
  readonly decision?: string;
  readonly comment?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Fields of the record, changed by the person's own rights. */
  readonly record?: Readonly<Record<string, unknown>>;
  /** Attachment id → files that were sent before. */
  readonly files?: GivenFiles;
  /** For whom; needed only when one stands in for several who could. */
  readonly for?: string;
}

/** One whom the caller may act as: himself, or somebody he stands in for. */
interface Self {
  readonly id: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
}

const selfOf = (id: string, principal: Principal): Self => (principal.kind === "system" ? { id, roles: [], teams: [] } : { id, roles: principal.roles, teams: principal.teams });


/** The caller first, then those he stands in for. */
export async function selvesOf(hand: Hand, call: ProcessCall): Promise<readonly Self[]> {
  const me = personIn(call);
  const others: Self[] = [];
  for (const id of await hand.actsFor(me, dayIn(call.ctx.now, call.ctx.timeZone), call.db)) {
    const principal = await hand.principalOf(id, call.db);
    if (principal) others.push(selfOf(id, principal));
  }
  return [selfOf(me, call.ctx.principal), ...others];
}

const named = (task: TaskRow, self: Self): boolean => task.users.includes(self.id);
const isCandidate = (task: TaskRow, self: Self): boolean => named(task, self) || task.roles.some((role) => self.roles.includes(role)) || task.teams.some((team) => self.teams.includes(team));

const LATER: Readonly<Record<NonNullable<TaskQuery["due"]>, number>> = { overdue: 0, today: 1, week: 7, later: 7 };

export async function myTasks(hand: Hand, call: ProcessCall, query: TaskQuery): Promise<{ readonly items: readonly TaskView[]; readonly more: boolean }> {
  const selves = await selvesOf(hand, call);
  const [me, ...others] = selves as [Self, ...Self[]];
  // Asked as questions of their own, so that PostgreSQL does not reckon by how often somebody is named in all tasks: nearly all of those are done.
  const among = (some: readonly Self[], groups: boolean) => sql`(t.users && (select ${some.map(({ id }) => id)}::uuid[]) ${groups ? sql`or t.roles && (select ${some.flatMap(({ roles }) => roles)}::text[]) or t.teams && (select ${some.flatMap(({ teams }) => teams)}::uuid[])` : sql``})`;
  const scopes = { mine: sql`(${among([me], false)} or t.claimed_by = ${me.id}::uuid)`, group: sql`(not ${among([me], false)} and ${among([me], true)})`, deputy: others.length ? among(others, true) : sql`false` };
  const ids = selves.map(({ id }) => id);
  const end = new Date(call.ctx.now.getTime() + LATER[query.due ?? "overdue"] * 86_400_000);
  const limit = Math.min(query.limit ?? PROCESS_STORE_LIMITS.page, PROCESS_STORE_LIMITS.page);
  const process = query.process === undefined ? undefined : call.model.parts.process.find(({ name }) => name === query.process)?.id ?? query.process;
  const place = sql`(coalesce(x.due_at, 'infinity'), -x.priority, x.id)`;
  const rows = await call.db.run(sql<TaskRow>`select ${TASK} from ${sys("process_tasks")} t where t.status = 'open' and not exists (select 1 from ${sys("process_instances")} i where i.id = t.instance_id and i.suspended_at is not null) and ${query.scope ? scopes[query.scope] : among(selves, true)}
    and (t.claimed_by is null or t.claimed_by = any(${ids}::uuid[]))
    and (t.needed = 1 or exists (select 1 from unnest(t.users) u where u = any(${ids}::uuid[]) and not exists (select 1 from ${sys("process_votes")} v where v.task_id = t.id and v.user_id = u)))
    ${query.due === "later" ? sql`and (t.due_at >= ${end}::timestamptz or t.due_at is null)` : query.due ? sql`and t.due_at < ${end}::timestamptz` : sql``} ${process === undefined ? sql`` : sql`and t.process = ${process}`}
    ${query.after === undefined ? sql`` : sql`and (coalesce(t.due_at, 'infinity'), -t.priority, t.id) > (select ${place} from ${sys("process_tasks")} x where x.id = ${query.after}::uuid)`}
    order by coalesce(t.due_at, 'infinity'), -t.priority, t.id limit ${limit + 1}`);
  return { items: await viewTasks(hand, call, rows.slice(0, limit), selves), more: rows.length > limit };
}

const gone = (): AppError => new AppError("resource:notFound", "There is no such task, or you may not see it.", { remedy: "Read your tasks again." });
const readTask = async ({ store }: Hand, call: ProcessCall, id: string, lock: boolean): Promise<TaskRow> => {
  const task = isUuid(id) ? await store.readTask(call.db, id, lock) : undefined;
  if (!task) throw gone();
  return task;
};

interface Held {
  readonly tx: Tx;
  readonly task: TaskRow;
  readonly row: InstanceRow;
  readonly version: ProcessVersion;
  /** As whom the caller may act here; empty for an operator who is no candidate. */
  readonly selves: readonly Self[];
  readonly operates: boolean;
}

/** The instance is locked before the task, as whatever moves the instance does. */
async function holding<T>(hand: Hand, call: ProcessCall, id: string, work: (held: Held) => Promise<T>): Promise<T> {
  const all = await selvesOf(hand, call);
  return within(hand.db, call, async (tx) => {
    const inside = { ...call, db: tx };
    const { instance_id } = await readTask(hand, inside, id, false);
    const row = (await hand.store.lockInstance(tx, instance_id))!;
    const task = await readTask(hand, inside, id, true);
    const version = await hand.versions.byId(tx, task.version_id);
    const selves = all.filter((self) => isCandidate(task, self) || task.claimed_by === self.id);
    const operates = rightsOn(call, version.model.definition).operate;
    if (selves.length === 0 && !operates && !(await hasDone(inside, task, personIn(call)))) throw gone();
    return work({ tx, task, row, version, selves, operates });
  });
}

/** Whoever did it may still see it. */
const hasDone = async (call: ProcessCall, task: TaskRow, me: string): Promise<boolean> => task.done_by === me || (await call.db.run(sql`select 1 from ${sys("process_votes")} where task_id = ${task.id}::uuid and done_by = ${me}::uuid`)).length > 0;

export async function readOne(hand: Hand, call: ProcessCall, id: string): Promise<TaskView> {
  const selves = await selvesOf(hand, call);
  const task = await readTask(hand, call, id, false);
  const version = await hand.versions.byId(call.db, task.version_id);
  if (!selves.some((self) => isCandidate(task, self)) && !rightsOn(call, version.model.definition).operate && !(await hasDone(call, task, personIn(call)))) throw gone();
  return (await viewTasks(hand, call, [task], selves))[0]!;
}

function mustBeOpen({ task, row }: Held): void {
  if (task.status === "done") throw new AppError("state:wrong", "This task is done already.", { remedy: "Read your tasks again." });
  if (task.status === "cancelled") throw new AppError("state:wrong", "This task is not needed any more.", { remedy: "Read your tasks again." });
  if (row.suspended_at !== null) throw new AppError("state:wrong", "The process is suspended.", { remedy: "Wait until an administrator lets it go on." });
}

function actingIn(held: Held, wanted?: string): Self {
  const { selves, task } = held;
  const self = wanted === undefined ? selves[0] : selves.find(({ id }) => id === wanted);
  if (!self) throw new AppError("right:missing", wanted === undefined ? "This task is for others to do." : "You do not stand in for this person here.", { remedy: "Ask one of them, or have the task given to you." });
  if (task.claimed_by !== null && !selves.some(({ id }) => id === task.claimed_by)) throw new AppError("state:wrong", "Somebody else has taken this task.", { remedy: "Ask him, or wait until he gives it back." });
  return self;
}

const note = ({ store }: Hand, { tx, row, task: { node, token } }: Held, call: ProcessCall, event: string, detail: Readonly<Record<string, string>>, actedFor?: string): Promise<void> =>
  store.addJournal(tx, row.id, [{ event, node, token, detail }], { userId: personIn(call), ...(actedFor !== undefined && { actedFor }) }, call.ctx.now);

export const claim = (hand: Hand, call: ProcessCall, id: string): Promise<void> => holding(hand, call, id, async (held) => {
  mustBeOpen(held);
  actingIn(held);
  if (held.task.needed > 1) throw new AppError("state:wrong", "Several people have to finish this task, so nobody can take it for himself.");
  await held.tx.change(sql`update ${sys("process_tasks")} set claimed_by = ${personIn(call)}::uuid where id = ${id}::uuid`);
  await note(hand, held, call, "claimed", {});
});

export const release = (hand: Hand, call: ProcessCall, id: string): Promise<void> => holding(hand, call, id, async (held) => {
  mustBeOpen(held);
  if (!held.operates) actingIn(held);
  await held.tx.change(sql`update ${sys("process_tasks")} set claimed_by = null where id = ${id}::uuid`);
  await note(hand, held, call, "released", {});
});

/** Gives the task to somebody else; of several who have to do it, one's own part. */
export const delegate = (hand: Hand, call: ProcessCall, id: string, to: string): Promise<void> => holding(hand, call, id, async (held) => {
  mustBeOpen(held);
  const self = held.operates && held.selves.length === 0 ? undefined : actingIn(held);
  const [person] = isUuid(to) ? await held.tx.run(sql`select 1 from ${sys("users")} where id = ${to}::uuid and status = 'active' and deleted_at is null`) : [];
  if (!person) throw new AppError("input:invalid", "The task cannot be given to him.", { issues: [{ pointer: "/to", code: "notFound", message: "There is no such active user.", remedy: "Choose another person." }] });
  const { task } = held;
  const giver = self?.id ?? (task.needed > 1 ? await goneIn(held) : undefined);
  if (task.needed > 1 && (giver === undefined || task.users.includes(to))) throw new AppError("state:wrong", "Of a task that several people have to finish, each can only give away his own part, to somebody who has none.");
  const users = task.needed > 1 ? [...task.users.filter((user) => user !== giver), to] : [to];
  await hand.store.solveIncidents(held.tx, held.row.id, task.token, call.ctx.now);
  await held.tx.change(sql`update ${sys("process_tasks")} set users = ${users}::uuid[], roles = '{}', teams = '{}', claimed_by = null where id = ${id}::uuid`);
  await note(hand, held, call, "delegated", { to });
});

/** One of several who is not here any more and has not done his part: operators give it to another. */
const goneIn = async ({ tx, task }: Held): Promise<string | undefined> => (await tx.run<{ id: string }>(sql`select u.id from ${sys("users")} u where u.id = any(${[...task.users]}::uuid[]) and (u.status <> 'active' or u.deleted_at is not null)
  and not exists (select 1 from ${sys("process_votes")} v where v.task_id = ${task.id}::uuid and v.user_id = u.id) order by u.id limit 1`))[0]?.id;

const invalid = (...issues: readonly Issue[]): AppError => new AppError("input:invalid", "The task cannot be finished like this.", { issues });

/** @throws AppError state:wrong (done already, taken, suspended), right:missing, input:invalid, and what changing the record may say. */
export async function complete(hand: Hand, call: ProcessCall, id: string, input: Completion): Promise<{ readonly done: boolean; readonly jobs: number }> {
  return holding(hand, call, id, async (held) => {
    mustBeOpen(held);
    const self = actingIn(held, input.for);
    const options = (held.version.model.definition.nodes.find((node) => node.id === held.task.node)?.options ?? {}) as UserTaskOptions;
    const variables = checkInput(held, options, input);
    const finishing = { options, decision: input.decision, files: input.files ?? {} };
    const inside = { ...call, db: held.tx, tx: held.tx };
    await changeRecord(hand, call, held, { ...input.record, ...(await fieldChanges(hand, inside, held.task, finishing)) });
    await takeFiles(hand, inside, held.task, finishing);
    const decided = held.task.needed > 1 ? await vote(hand, held, call, self, input, options) : { decision: input.decision, decisions: undefined };
    if (!decided) return { done: false, jobs: 0 };
    const me = personIn(call);
    const { now } = call.ctx;
    await hand.store.endTask(held.tx, id, { ...(decided.decision !== undefined && { decision: decided.decision }), ...(input.comment !== undefined && { comment: input.comment }), doneBy: me, doneFor: self.id === me ? null : self.id }, now);
    const result = { ...variables, ...(decided.decision !== undefined && { decision: decided.decision }), ...(decided.decisions && { decisions: decided.decisions }), comment: input.comment ?? null, completedBy: self.id };
    const { refused, jobs } = await sendTo({ hand, tx: held.tx, now }, held.row, { type: "done", token: held.task.token, variables: result }, { userId: me, ...(self.id !== me && { actedFor: self.id }) });
    if (refused) throw new AppError("state:wrong", refused.message, { remedy: "Read your tasks again." });
    return { done: true, jobs };
  });
}

function checkInput({ version }: Held, options: UserTaskOptions, { decision, comment, variables, files = {} }: Completion) {
  const buttons = (options.decisions ?? []).map(({ name }) => name);
  const issues = fileIssues({ options, decision, files });
  if (buttons.length > 0 && decision === undefined) issues.push({ pointer: "/decision", code: "required", message: "A decision is needed.", remedy: `Choose one of: ${buttons.join(", ")}.` });
  if (decision !== undefined && !buttons.includes(decision)) issues.push({ pointer: "/decision", code: "unknown", message: `There is no decision "${decision.slice(0, 60)}" here.`, remedy: buttons.length ? `Choose one of: ${buttons.join(", ")}.` : "Leave it out." });
  if ((comment?.length ?? 0) > PROCESS_STORE_LIMITS.comment) issues.push({ pointer: "/comment", code: "tooLong", message: "The comment is too long.", remedy: `Use at most ${PROCESS_STORE_LIMITS.comment} characters.` });
  const given = checkVariables(version.model.definition.variables ?? [], variables ?? {}, "/variables");
  if (issues.length + given.issues.length > 0) throw invalid(...issues, ...given.issues);
  return given.values;
}

/** By the rights of whoever finishes the task, in its transaction. */
async function changeRecord(hand: Hand, call: ProcessCall, { tx, task }: Held, record: Readonly<Record<string, unknown>>): Promise<void> {
  if (Object.keys(record).length === 0) return;
  const entity = entityById(call.model, task.entity);
  if (!entity || task.record_id === null) throw invalid({ pointer: "/record", code: "surplus", message: "The task is about no record.", remedy: "Leave it out." });
  await hand.records.update({ model: call.model, ctx: call.ctx, tx }, entity.name, task.record_id, { ...record });
  forgetPeople(hand, entity);
}

/**
 * One of several voices; undefined while more are needed. What they decide together: with a quorum, what so many agree on; else the
 * voice that stands furthest right among the buttons, so that buttons stand from the most to the least favourable.
 */
async function vote(hand: Hand, held: Held, call: ProcessCall, self: Self, { decision, comment }: Completion, options: UserTaskOptions) {
  const { tx, task } = held;
  const me = personIn(call);
  const added = await hand.store.addVoice(tx, task, { user_id: self.id, done_by: me, decision: decision ?? null, comment: comment ?? null }, call.ctx.now);
  if (!added) throw new AppError("state:wrong", "Your part of this task is done already.", { remedy: "Read your tasks again." });
  await note(hand, held, call, "voted", decision === undefined ? {} : { decision }, self.id === me ? undefined : self.id);
  const voices = await hand.store.voicesOf(tx, task);
  const buttons = (options.decisions ?? []).map(({ name }) => name);
  const agreed = options.completion === "quorum" && buttons.length > 0 ? buttons.find((name) => voices.filter((voice) => voice.decision === name).length >= task.needed) : undefined;
  const enough = options.completion === "quorum" && buttons.length === 0 ? voices.length >= task.needed : agreed !== undefined || voices.length >= task.users.length;
  if (!enough) return undefined;
  const decided = agreed ?? [...buttons].reverse().find((name) => voices.some((voice) => voice.decision === name));
  return { decision: decided, decisions: voices.map((voice) => ({ who: voice.user_id, decision: voice.decision, comment: voice.comment })) };
}
