/**
 * Instances as people see them. Whoever may operate the process sees all of it; whoever may read the record, or began it, sees where it
 * stands and who did what, but no variables: they may hold what he may not read.
 */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import type { Sql } from "../fields/storage";
import { AppError } from "../kernel/errors";
import { isUuid } from "../kernel/ids";
import type { ProcessModel } from "../model/kinds/process/model";
import { readingOf } from "../queries/caller";
import type { Json } from "../workflow/definition/types";
import type { ProcessState } from "../workflow/engine/state";
import { iso, isoOrNull, readableRecords, recordsOf, rightsOn, wordIn, type ProcessCall, type RecordView } from "./call";
import { INSTANCE, type InstanceRow } from "./instance";
import { PROCESS_STORE_LIMITS } from "./limits";
import type { Hand } from "./running";
import { startedBy, startsOf, type StartOffer } from "./start";
import { selvesOf } from "./tasks";
import { peopleNamed, TASK, viewTasks, type PersonView, type TaskRow, type TaskView } from "./task-view";
import { actorId } from "../kernel/principal";

interface ProcessView {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly entity: string | null;
  readonly mayStart: boolean;
  readonly mayOperate: boolean;
  readonly startedBy: readonly string[];
  /** For operators. */
  readonly counts: { readonly running: number; readonly incidents: number; readonly ended: number } | null;
}

type InstanceStatus = ProcessState["status"] | "suspended";

interface InstanceView {
  readonly id: string;
  /** `newest`: for operators, the version published now; null when the process is not published any more. */
  readonly process: { readonly name: string; readonly label: string; readonly version: number; readonly newest: number | null };
  readonly status: InstanceStatus;
  readonly record: RecordView | null;
  readonly startedAt: string;
  readonly startedBy: PersonView | null;
  readonly endedAt: string | null;
  readonly parent: string | null;
  readonly incidents: number;
  /** Where it stands. */
  readonly at: readonly { readonly node: string; readonly label: string; readonly failed: boolean }[];
  readonly mayOperate: boolean;
}

interface IncidentView {
  readonly id: string;
  readonly token: number;
  readonly node: string;
  readonly label: string;
  readonly code: string;
  readonly message: string;
  readonly remedy: string | null;
  readonly variables: Readonly<Record<string, Json>>;
  readonly at: string;
}

interface InstanceDetail extends InstanceView {
  readonly tasks: readonly TaskView[];
  readonly tokens: readonly { readonly id: number; readonly node: string; readonly status: string }[];
  readonly openIncidents: readonly IncidentView[];
  /** For operators. */
  readonly variables: Readonly<Record<string, Json>> | null;
  readonly waits: readonly { readonly kind: string; readonly node: string; readonly label: string; readonly due: string | null; readonly name: string | null }[];
}

const knows = (call: ProcessCall, part: ProcessModel): boolean => {
  const rights = rightsOn(call, part);
  return rights.start || rights.operate || (part.entity !== undefined && call.model.entities.has(part.entity) && readingOf(call.model, call.ctx.principal).access(part.entity).rows.read.length > 0);
};

export async function listProcesses(call: ProcessCall): Promise<readonly ProcessView[]> {
  const parts = call.model.parts.process.filter((part) => knows(call, part));
  const operated = parts.filter((part) => rightsOn(call, part).operate).map(({ id }) => id);
  const counts = new Map(operated.length === 0 ? [] : (await call.db.run<{ process: string; running: number; incidents: number; ended: number }>(sql`select i.process, count(*) filter (where i.ended_at is null)::int as running, count(*) filter (where i.ended_at is not null)::int as ended,
    count(*) filter (where i.ended_at is null and exists (select 1 from ${sys("process_incidents")} x where x.instance_id = i.id and x.solved_at is null))::int as incidents
    from ${sys("process_instances")} i where i.process = any(${operated}::text[]) group by i.process`)).map(({ process, ...count }) => [process, count] as const));
  return parts.map((part) => {
    const { start, operate } = rightsOn(call, part);
    return {
      id: part.id, name: part.name, label: wordIn(part.label, call.ctx.language) ?? part.name, description: wordIn(part.description, call.ctx.language) ?? "", entity: part.entity ?? null,
      mayStart: start, mayOperate: operate, startedBy: startedBy(part), counts: operate ? (counts.get(part.id) ?? { running: 0, incidents: 0, ended: 0 }) : null,
    };
  });
}

export interface InstanceQuery {
  readonly process?: string;
  readonly status?: "open" | "incident" | "suspended" | "ended";
  /** Name of the entity of the record they are about, and its id. */
  readonly entity?: string;
  readonly record?: string;
  /** Begun at or after one moment, and before another. */
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
  readonly after?: string;
}

const STATUS: Readonly<Record<NonNullable<InstanceQuery["status"]>, Sql>> = {
  open: sql`ended_at is null`, ended: sql`ended_at is not null`, suspended: sql`suspended_at is not null and ended_at is null`,
  incident: sql`ended_at is null and exists (select 1 from ${sys("process_incidents")} x where x.instance_id = i.id and x.solved_at is null)`,
};

const operatedBy = (call: ProcessCall): readonly string[] => call.model.parts.process.filter((part) => rightsOn(call, part).operate).map(({ id }) => id);

/** All instances of processes one may operate, and those one began; newest first. */
export async function listInstances(hand: Hand, call: ProcessCall, query: InstanceQuery): Promise<{ readonly items: readonly InstanceView[]; readonly more: boolean }> {
  const limit = Math.min(query.limit ?? 50, PROCESS_STORE_LIMITS.page);
  const process = query.process === undefined ? undefined : call.model.parts.process.find(({ name }) => name === query.process)?.id ?? query.process;
  if (query.record !== undefined && query.entity === undefined) throw new AppError("input:invalid", "The record cannot be looked for.", { issues: [{ pointer: "/entity", code: "required", message: "A record is named with its entity.", remedy: "Give the name of the entity, too." }] });
  const entity = query.entity === undefined ? undefined : (call.model.entities.get(query.entity)?.id ?? query.entity);
  // Which instances are about a record is told to those who read it.
  if (query.record !== undefined && !(await readableRecords(hand, call, entity!, [query.record])).has(query.record)) return { items: [], more: false };
  const rows = await call.db.run(sql<InstanceRow>`select ${INSTANCE} from ${sys("process_instances")} i where (process = any(${operatedBy(call)}::text[]) or started_by = ${actorId(call.ctx.principal)}::uuid)
    ${query.status ? sql`and ${STATUS[query.status]}` : sql``} ${process === undefined ? sql`` : sql`and process = ${process}`} ${entity === undefined ? sql`` : sql`and entity = ${entity}`} ${query.record === undefined ? sql`` : sql`and record_id = ${query.record}::uuid`}
    ${query.from === undefined ? sql`` : sql`and started_at >= ${query.from}::timestamptz`} ${query.to === undefined ? sql`` : sql`and started_at < ${query.to}::timestamptz`} ${query.after === undefined ? sql`` : sql`and id < ${query.after}::uuid`} order by id desc limit ${limit + 1}`);
  return { items: await viewInstances(hand, call, rows.slice(0, limit)), more: rows.length > limit };
}

/** Instances of one record, and what can be started on it; whoever may not read it learns nothing. */
export async function processesOfRecord(hand: Hand, call: ProcessCall, entityName: string, id: string): Promise<{ readonly items: readonly InstanceDetail[]; readonly starts: readonly StartOffer[] }> {
  const entity = call.model.entities.get(entityName);
  const readable = entity && (await readableRecords(hand, call, entity.id, [id])).has(id);
  if (!entity || !readable) throw new AppError("record:notFound", "There is no such record, or you may not see it.", { remedy: "Check the id." });
  const rows = await call.db.run(sql<InstanceRow>`select ${INSTANCE} from ${sys("process_instances")} i where entity = ${entity.id} and record_id = ${id}::uuid order by ended_at is not null, id desc limit 50`);
  const views = await viewInstances(hand, call, rows);
  const all: InstanceDetail[] = [];
  for (const [i, row] of rows.entries()) all.push(await detailOf(hand, call, row, views[i]!));
  return { items: all, starts: await startsOf(call, entity, id) };
}

const unknown = (): AppError => new AppError("resource:notFound", "There is no such process instance, or you may not see it.", { remedy: "Check the id." });

/** The row, when the caller may see the instance. */
export async function visibleInstance(hand: Hand, call: ProcessCall, id: string): Promise<{ readonly row: InstanceRow; readonly operates: boolean }> {
  const [row] = isUuid(id) ? await call.db.run(sql<InstanceRow>`select ${INSTANCE} from ${sys("process_instances")} where id = ${id}::uuid`) : [];
  if (!row) throw unknown();
  const { model } = await hand.versions.byId(call.db, row.version_id);
  if (rightsOn(call, model).operate) return { row, operates: true };
  const sees = (row.started_by !== null && row.started_by === actorId(call.ctx.principal)) || (row.entity !== null && row.record_id !== null && (await readableRecords(hand, call, row.entity, [row.record_id])).has(row.record_id));
  if (!sees) throw unknown();
  return { row, operates: false };
}

export async function readInstance(hand: Hand, call: ProcessCall, id: string): Promise<InstanceDetail> {
  const { row } = await visibleInstance(hand, call, id);
  return detailOf(hand, call, row, (await viewInstances(hand, call, [row]))[0]!);
}

async function viewInstances(hand: Hand, call: ProcessCall, rows: readonly InstanceRow[]): Promise<readonly InstanceView[]> {
  const { language } = call.ctx;
  const record = await recordsOf(hand, call, rows);
  const person = await peopleNamed(call, rows.map(({ started_by }) => started_by));
  const incidents = new Map(rows.length === 0 ? [] : (await call.db.run<{ instance_id: string; n: number }>(sql`select instance_id, count(*)::int as n from ${sys("process_incidents")} where solved_at is null and instance_id = any(${rows.map(({ id }) => id)}::uuid[]) group by instance_id`)).map(({ instance_id, n }) => [instance_id, n] as const));
  const views: InstanceView[] = [];
  for (const row of rows) {
    const { model, number } = await hand.versions.byId(call.db, row.version_id);
    const part = rightsOn(call, model).operate && row.ended_at === null ? call.model.parts.process.find(({ id }) => id === row.process) : undefined;
    const newest = part ? (await hand.versions.current(call.db, part, call.model.revision)).number : null;
    views.push({
      id: row.id, process: { name: model.name, label: wordIn(model.label, language) ?? model.name, version: number, newest }, status: row.status === "running" && row.suspended_at !== null ? "suspended" : row.status, record: record(row.entity, row.record_id),
      startedAt: iso(row.started_at), startedBy: person(row.started_by), endedAt: isoOrNull(row.ended_at), parent: row.parent_id, incidents: incidents.get(row.id) ?? 0,
      at: Object.values(row.state.tokens).filter((token) => token.status !== "joined").map((token) => ({ node: token.node, label: labelOf(model, token.node, language), failed: token.status === "failed" })), mayOperate: rightsOn(call, model).operate,
    });
  }
  return views;
}

const labelOf = (model: ProcessModel, node: string, language: string): string => wordIn(model.words.nodes[node], language) ?? node;

async function detailOf(hand: Hand, call: ProcessCall, row: InstanceRow, view: InstanceView): Promise<InstanceDetail> {
  const { model } = await hand.versions.byId(call.db, row.version_id);
  const { language } = call.ctx;
  const operates = view.mayOperate;
  const tasks = await call.db.run(sql<TaskRow>`select ${TASK} from ${sys("process_tasks")} t where t.instance_id = ${row.id}::uuid and t.status <> 'cancelled' order by t.id limit 200`);
  const incidents = await call.db.run<{ id: string; token: number; node: string; code: string; message: string; remedy: string | null; variables: Readonly<Record<string, Json>>; at: Date | string }>(sql`select id, token, node, code, message, remedy, variables, at from ${sys("process_incidents")} where instance_id = ${row.id}::uuid and solved_at is null order by at limit 100`);
  const waits = await call.db.run<{ kind: string; node: string; name: string | null; due_at: Date | string | null }>(sql`select kind, node, name, due_at from ${sys("process_waits")} where instance_id = ${row.id}::uuid order by wait limit 200`);
  const root = Object.values(row.state.frames).find((frame) => frame.parent === 0);
  return {
    ...view, tasks: await viewTasks(hand, call, tasks, await selvesOf(hand, call)), tokens: Object.values(row.state.tokens).map(({ id, node, status }) => ({ id, node, status })),
    openIncidents: operates ? incidents.map(({ at, ...incident }) => ({ ...incident, label: labelOf(model, incident.node, language), at: iso(at) })) : [], variables: operates ? (root?.variables ?? row.outcome?.variables ?? {}) : null,
    waits: waits.map(({ due_at, ...wait }) => ({ ...wait, label: labelOf(model, wait.node, language), due: isoOrNull(due_at) })),
  };
}

interface JournalEntry {
  readonly seq: number;
  readonly at: string;
  readonly event: string;
  readonly node: string;
  readonly label: string;
  readonly detail: Json;
  readonly actor: PersonView | null;
  readonly actedFor: PersonView | null;
}

export async function readJournal(hand: Hand, call: ProcessCall, id: string, after = 0): Promise<readonly JournalEntry[]> {
  const { row, operates } = await visibleInstance(hand, call, id);
  const { model } = await hand.versions.byId(call.db, row.version_id);
  const rows = await call.db.run<{ seq: number; at: Date | string; event: string; node: string; detail: Json; actor_id: string | null; acted_for: string | null }>(sql`select seq, at, event, node, detail, actor_id, acted_for from ${sys("process_journal")}
    where instance_id = ${id}::uuid and seq > ${after}::bigint ${operates ? sql`` : sql`and event <> 'variables'`} order by seq limit ${PROCESS_STORE_LIMITS.journal}`);
  const person = await peopleNamed(call, rows.flatMap((entry) => [entry.actor_id, entry.acted_for]));
  return rows.map((entry) => ({
    seq: Number(entry.seq), at: iso(entry.at), event: entry.event, node: entry.node, label: labelOf(model, entry.node, call.ctx.language), detail: operates ? entry.detail : null, actor: person(entry.actor_id), actedFor: person(entry.acted_for),
  }));
}
