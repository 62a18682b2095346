/** Resolutions in their tables: read as states of the pure core, and written back. */
import { sql } from "kysely";
import type { Queryable, Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { newId } from "../kernel/ids";
import { clockOf, type CollegialDefinition, type CollegialState } from "./decide";
import type { CollegialKindName } from "./kinds/index";

export interface ResolutionRow {
  readonly id: string; readonly kind: CollegialKindName; readonly entity: string; readonly record_id: string; readonly title: string; readonly words: string; readonly quorum: number | null; readonly secret: boolean;
  readonly due_at: Date | string | null; readonly status: CollegialState["status"]; readonly decision: string | null; readonly given: Readonly<Record<string, number>>; readonly reminded: boolean; readonly escalated: boolean;
  readonly instance_id: string | null; readonly token: number | null; readonly started_by: string | null; readonly started_at: Date | string; readonly ended_at: Date | string | null;
}

export interface ParticipantRow {
  readonly resolution_id: string; readonly user_id: string; readonly place: number; readonly weight: number; readonly added_by: string | null; readonly asked: boolean; readonly answered: boolean; readonly answer: string | null; readonly words: string | null;
  readonly done_by: string | null; readonly at: Date | string | null; readonly method: string | null; readonly digest: Buffer | null; readonly parts: Readonly<Record<string, string>> | null;
}

const RESOLUTION = sql`r.id, r.kind, r.entity, r.record_id, r.title, r.words, r.quorum, r.secret, r.due_at, r.status, r.decision, r.given, r.reminded, r.escalated, r.instance_id, r.token, r.started_by, r.started_at, r.ended_at`;
const PARTICIPANT = sql`p.resolution_id, p.user_id, p.place, p.weight, p.added_by, p.asked, p.answered, p.answer, p.words, p.done_by, p.at, p.method, p.digest, p.parts`;

export interface Resolution {
  readonly row: ResolutionRow;
  readonly participants: readonly ParticipantRow[];
}

export const definitionOf = (row: ResolutionRow): CollegialDefinition => ({ kind: row.kind, secret: row.secret, ...(row.quorum !== null && { quorum: row.quorum }), ...(row.due_at !== null && { due: new Date(row.due_at).getTime() }) });

export const stateOf = ({ row, participants }: Resolution): CollegialState => ({
  status: row.status, ...(row.decision !== null && { decision: row.decision }), given: row.given, reminded: row.reminded, escalated: row.escalated,
  participants: participants.map(({ user_id, place, weight }) => ({ user: user_id, place, weight })),
  answers: Object.fromEntries(participants.filter(({ answered }) => answered).map(({ user_id, answer }) => [user_id, answer])),
  asked: participants.filter(({ asked }) => asked).map(({ user_id }) => user_id),
});

/** In the order they began. */
export async function readResolutions(db: Queryable, which: ReturnType<typeof sql>, { lock = false, limit = 200 } = {}): Promise<readonly Resolution[]> {
  const rows = await db.run(sql<ResolutionRow>`select ${RESOLUTION} from ${sys("resolutions")} r where ${which} order by r.started_at, r.id limit ${limit} ${lock ? sql`for update` : sql``}`);
  if (rows.length === 0) return [];
  const people = await db.run(sql<ParticipantRow>`select ${PARTICIPANT} from ${sys("resolution_participants")} p where p.resolution_id = any(${rows.map(({ id }) => id)}::uuid[]) order by p.place, p.user_id`);
  return rows.map((row) => ({ row, participants: people.filter(({ resolution_id }) => resolution_id === row.id) }));
}

export async function writeState(tx: Tx, { row }: Resolution, state: CollegialState, now: Date): Promise<void> {
  const clock = clockOf(definitionOf(row), state);
  await tx.change(sql`update ${sys("resolutions")} set status = ${state.status}, decision = ${state.decision ?? null}, given = ${JSON.stringify(state.given)}::jsonb, reminded = ${state.reminded}, escalated = ${state.escalated},
    ended_at = ${state.status === "open" ? null : now}::timestamptz, clock_at = ${clock === undefined ? null : new Date(clock)}::timestamptz where id = ${row.id}::uuid`);
  await tx.change(sql`update ${sys("resolution_participants")} set asked = true where resolution_id = ${row.id}::uuid and user_id = any(${[...state.asked]}::uuid[]) and not asked`);
}

export interface GivenAnswer {
  readonly user: string;
  readonly answer: string;
  readonly words: string | null;
  readonly doneBy: string;
  readonly at: Date;
  readonly signed?: { readonly method: string; readonly digest: Buffer; readonly parts: Readonly<Record<string, string>> };
}

/** Of a secret vote only that it was given, and by whom. */
export async function writeAnswer(tx: Tx, { row }: Resolution, { user, answer, words, doneBy, at, signed }: GivenAnswer): Promise<void> {
  const [open, when] = row.secret ? [null, null] : [answer, at];
  await tx.change(sql`update ${sys("resolution_participants")} set answered = true, answer = ${open}, words = ${row.secret ? null : words}, at = ${when}::timestamptz, done_by = ${doneBy}::uuid,
    method = ${signed?.method ?? null}, digest = ${signed?.digest ?? null}::bytea, parts = ${signed ? JSON.stringify(signed.parts) : null}::jsonb where resolution_id = ${row.id}::uuid and user_id = ${user}::uuid`);
}

/** He has not answered any more; what he had said, and who took it back, stays written. */
export async function takeBack(tx: Tx, { row, participants }: Resolution, user: string, by: string, now: Date): Promise<void> {
  const was = participants.find(({ user_id }) => user_id === user);
  if (!was || was.answer === null) throw new Error("There is no open answer to take back.");
  await tx.change(sql`insert into ${sys("withdrawn_answers")} (id, resolution_id, user_id, answer, words, done_by, given_at, method, digest, withdrawn_by, withdrawn_at) values (${newId(now.getTime())}::uuid, ${row.id}::uuid, ${user}::uuid, ${was.answer}, ${was.words},
    ${was.done_by ?? user}::uuid, ${was.at ?? now}::timestamptz, ${was.method}, ${was.digest}::bytea, ${by}::uuid, ${now}::timestamptz)`);
  await tx.change(sql`update ${sys("resolution_participants")} set answered = false, answer = null, words = null, at = null, done_by = null, method = null, digest = null, parts = null where resolution_id = ${row.id}::uuid and user_id = ${user}::uuid`);
}

export interface WithdrawnRow {
  readonly resolution_id: string; readonly user_id: string; readonly answer: string; readonly words: string | null; readonly done_by: string; readonly given_at: Date | string; readonly method: string | null; readonly digest: Buffer | null;
  readonly withdrawn_by: string; readonly withdrawn_at: Date | string;
}

/** In the order they were taken back. */
export const readWithdrawn = (db: Queryable, resolutions: readonly string[]): Promise<WithdrawnRow[]> =>
  resolutions.length === 0 ? Promise.resolve([]) : db.run<WithdrawnRow>(sql`select resolution_id, user_id, answer, words, done_by, given_at, method, digest, withdrawn_by, withdrawn_at from ${sys("withdrawn_answers")} where resolution_id = any(${[...resolutions]}::uuid[]) order by withdrawn_at, id`);

export const insertParticipant = (tx: Tx, resolution: string, { user, place, weight }: { readonly user: string; readonly place: number; readonly weight: number }, addedBy: string | null): Promise<number> =>
  tx.change(sql`insert into ${sys("resolution_participants")} (resolution_id, user_id, place, weight, added_by) values (${resolution}::uuid, ${user}::uuid, ${place}::int, ${weight}::int, ${addedBy}::uuid)`);
