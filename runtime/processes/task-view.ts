/** Tasks as people see them: in their language, with the record as far as they may read it. */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import type { FileRef } from "../fields/families/attachment";
import type { UserTaskOptions } from "../workflow/nodes/userTask/definition";
import { iso, isoOrNull, recordsOf, wordIn, type ProcessCall, type RecordView } from "./call";
import type { Hand } from "./running";
import { slotsOf } from "./task-files";

export interface TaskRow {
  readonly id: string; readonly instance_id: string; readonly version_id: string; readonly process: string; readonly token: number; readonly node: string; readonly entity: string | null; readonly record_id: string | null;
  readonly users: readonly string[]; readonly roles: readonly string[]; readonly teams: readonly string[]; readonly needed: number; readonly due_at: Date | string | null; readonly priority: number;
  readonly claimed_by: string | null; readonly created_at: Date | string; readonly status: "open" | "done" | "cancelled"; readonly decision: string | null; readonly comment: string | null;
  readonly done_by: string | null; readonly done_for: string | null; readonly done_at: Date | string | null;
}

export const TASK = sql`t.id, t.instance_id, t.version_id, t.process, t.token, t.node, t.entity, t.record_id, t.users, t.roles, t.teams, t.needed, t.due_at, t.priority, t.claimed_by, t.created_at, t.status, t.decision, t.comment, t.done_by, t.done_for, t.done_at`;

export interface PersonView {
  readonly id: string;
  readonly title: string;
}

export interface TaskView {
  readonly id: string;
  readonly instance: string;
  readonly process: { readonly name: string; readonly label: string };
  readonly node: string;
  readonly title: string;
  readonly description: string;
  readonly record: RecordView | null;
  readonly form: string | null;
  readonly decisions: readonly { readonly name: string; readonly label: string }[];
  /** Files that go with it; `needed`: for which decisions one is required, true for any. */
  readonly attachments: readonly { readonly id: string; readonly label: string; readonly field: string | null; readonly needed: boolean | readonly string[]; readonly files: readonly FileRef[] }[];
  readonly needed: number;
  /** How many have done their part. */
  readonly votes: number;
  /** What each of several said, and who said it for him. */
  readonly voices: readonly { readonly person: PersonView; readonly doneBy: PersonView | null; readonly decision: string | null; readonly comment: string | null; readonly at: string }[];
  readonly due: string | null;
  readonly priority: number;
  readonly createdAt: string;
  readonly status: TaskRow["status"];
  readonly claimedBy: PersonView | null;
  /** Roles and teams it is for. */
  readonly groups: readonly string[];
  /** Several people could do it, and one takes it. */
  readonly shared: boolean;
  /** Those the caller would act for; empty when it is his own. */
  readonly for: readonly PersonView[];
  /** The caller may finish it. */
  readonly mayDo: boolean;
  readonly decision: { readonly name: string; readonly label: string } | null;
  readonly comment: string | null;
  readonly doneBy: PersonView | null;
  readonly doneFor: PersonView | null;
  readonly doneAt: string | null;
}

type SelfLike = { readonly id: string; readonly roles: readonly string[]; readonly teams: readonly string[] };

export async function peopleNamed(call: ProcessCall, ids: readonly (string | null)[]): Promise<(id: string | null) => PersonView | null> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const rows = wanted.length ? await call.db.run<{ id: string; name: string }>(sql`select id, name from ${sys("users")} where id = any(${wanted}::uuid[])`) : [];
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? null : { id, title: names.get(id) ?? "" });
}

export async function viewTasks(hand: Hand, call: ProcessCall, rows: readonly TaskRow[], selves: readonly SelfLike[]): Promise<readonly TaskView[]> {
  const { language } = call.ctx;
  const record = await recordsOf(hand, call, rows);
  const voices = await voicesOf(call, rows);
  const person = await peopleNamed(call, [...rows.flatMap((row) => [row.claimed_by, row.done_by, row.done_for]), ...voices.flatMap((voice) => [voice.user_id, voice.done_by]), ...selves.map(({ id }) => id)]);
  const teams = await teamsNamed(call, rows.flatMap((row) => row.teams));
  const views: TaskView[] = [];
  for (const row of rows) {
    const { model } = await hand.versions.byId(call.db, row.version_id);
    const options = (model.definition.nodes.find(({ id }) => id === row.node)?.options ?? {}) as UserTaskOptions;
    const decisions = (options.decisions ?? []).map(({ id, name, label }) => ({ name, label: wordIn(model.words.decisions[`${row.node}/${id}`], language) ?? label }));
    const slots = options.attachments ? await slotsOf(hand, call, row, options) : [];
    const able = selves.filter((self) => row.users.includes(self.id) || row.roles.some((role) => self.roles.includes(role)) || row.teams.some((team) => self.teams.includes(team)));
    const [me] = selves;
    views.push({
      id: row.id, instance: row.instance_id, process: { name: model.name, label: wordIn(model.label, language) ?? model.name }, node: row.node, title: wordIn(model.words.nodes[row.node], language) ?? row.node,
      description: wordIn(model.words.descriptions[row.node], language) ?? "", record: record(row.entity, row.record_id), form: options.form ?? null, decisions,
      attachments: slots.map(({ id, label, field, required, decisions: only, files }) => ({ id, label: wordIn(model.words.attachments?.[`${row.node}/${id}`], language) ?? label, field: field ?? null, needed: required === true && (only?.length ? only : true), files })), needed: row.needed, votes: voices.filter(({ task_id }) => task_id === row.id).length,
      voices: voices.filter(({ task_id }) => task_id === row.id).map((voice) => ({ person: person(voice.user_id)!, doneBy: voice.done_by === voice.user_id ? null : person(voice.done_by), decision: voice.decision === null ? null : (decisions.find(({ name }) => name === voice.decision)?.label ?? voice.decision), comment: voice.comment, at: iso(voice.at) })),
      due: isoOrNull(row.due_at), priority: row.priority, createdAt: iso(row.created_at), status: row.status, claimedBy: person(row.claimed_by), groups: [...row.roles.map((name) => wordIn(call.model.roles.get(name)?.label, language) ?? name), ...row.teams.flatMap((id) => teams.get(id) ?? [])],
      shared: row.roles.length + row.teams.length > 0 || row.users.length > 1,
      for: able.some((self) => self.id === me?.id) ? [] : able.map((self) => person(self.id)!), mayDo: row.status === "open" && able.length > 0,
      decision: row.decision === null ? null : (decisions.find(({ name }) => name === row.decision) ?? { name: row.decision, label: row.decision }),
      comment: row.comment, doneBy: person(row.done_by), doneFor: person(row.done_for), doneAt: isoOrNull(row.done_at),
    });
  }
  return views;
}

async function teamsNamed(call: ProcessCall, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = ids.length ? await call.db.run<{ id: string; name: string }>(sql`select id, name from ${sys("teams")} where id = any(${[...new Set(ids)]}::uuid[])`) : [];
  return new Map(rows.map(({ id, name }) => [id, name]));
}

interface VoiceRow {
  readonly task_id: string; readonly user_id: string; readonly done_by: string; readonly decision: string | null; readonly comment: string | null; readonly at: Date | string;
}

async function voicesOf(call: ProcessCall, rows: readonly TaskRow[]): Promise<readonly VoiceRow[]> {
  const several = rows.filter(({ needed }) => needed > 1).map(({ id }) => id);
  return several.length === 0 ? [] : call.db.run(sql<VoiceRow>`select task_id, user_id, done_by, decision, comment, at from ${sys("process_votes")} where task_id = any(${several}::uuid[]) order by at, user_id`);
}
