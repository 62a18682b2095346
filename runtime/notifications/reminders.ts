/**
 * Reminders: what a person asks to be told of a record, at a moment or relative to one of its dates. One that follows a date moves with
 * it; one on a record its owner may not read any more says nothing.
 */
import { sql } from "kysely";
import type { Database, Queryable, Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { fieldType } from "../fields/index";
import { AppError } from "../kernel/errors";
import { newId } from "../kernel/ids";
import { entityById } from "../model/accessors";
import type { EntityModel, FieldModel } from "../model/types";
import type { QueryContext, Queries } from "../queries";
import { readingOf } from "../queries/caller";
import { titlesOf } from "../queries/titles";
import { NOTIFICATION_LIMITS } from "./limits";
import { addPeriod, momentOf, offsetMs, type Period } from "./moments";
import type { Telling } from "./occurrence";
import { asProduct } from "./recipients";
import { contextOf } from "../mail/reader";
import { clip } from "./render";
import { chosenModes, REMINDER_MODES, REMINDER_RULE } from "./settings";
import { word } from "./words";
import { writeNews } from "./write";

/** Either `at`, or a field with its offset. */
export interface NewReminder {
  readonly note?: string;
  readonly at?: string;
  readonly repeat?: Period;
  /** Name of a field with a day or a moment. */
  readonly field?: string;
  /** "-P1D" */
  readonly offset?: string;
  /** "HH:MM", for a day; 09:00 when left out. */
  readonly time?: string;
}

export interface Reminder {
  readonly id: string;
  readonly note: string;
  /** Undefined while the date it follows is empty. */
  readonly dueAt: string | null;
  readonly repeat: Period | null;
  readonly field: string | null;
  readonly offset: string | null;
  readonly done: boolean;
}

const DAY_TIME = "09:00";
const invalid = (pointer: string, code: string, message: string, remedy: string): AppError => new AppError("input:invalid", "The reminder cannot be kept.", { issues: [{ pointer, code, message, remedy }] });

interface Row {
  id: string; user_id: string; entity: string; record_id: string; note: string; due_at: Date | string | null; field: string | null; offset: string | null; at_time: string | null; repeat: Period | null; done_at: Date | string | null;
}
const COLUMNS = sql`id, user_id, entity, record_id, note, due_at, field, "offset", to_char(at_time, 'HH24:MI') as at_time, repeat, done_at`;

const iso = (value: Date | string): string => new Date(value).toISOString();

function answer(entity: EntityModel, row: Row): Reminder {
  return { id: row.id, note: row.note, dueAt: row.due_at === null ? null : iso(row.due_at), repeat: row.repeat, field: entity.fields.find(({ id }) => id === row.field)?.name ?? null, offset: row.offset, done: row.done_at !== null };
}

/** @throws AppError record:notFound for whoever may not read the record. */
async function open(queries: Queries, call: QueryContext, entityName: string, recordId: string, paths: readonly string[] = ["id"]): Promise<{ entity: EntityModel; record: Record<string, unknown> }> {
  const { entity } = readingOf(call.model, call.ctx.principal).access(entityName);
  const [found] = await queries.read(call, entityName, [recordId], { paths, trusted: false, trash: "without", lock: false, questions: [] });
  if (!found) throw new AppError("record:notFound", "There is no such record, or you may not see it.", { remedy: "Check the id; the record may have been deleted." });
  return { entity, record: found.record };
}

export async function listReminders(queries: Queries, call: QueryContext, userId: string, entityName: string, recordId: string): Promise<Reminder[]> {
  const { entity } = await open(queries, call, entityName, recordId);
  const rows = await call.db.run<Row>(sql`select ${COLUMNS} from ${sys("reminders")} where user_id = ${userId}::uuid and entity = ${entity.id} and record_id = ${recordId}::uuid and done_at is null order by due_at nulls last, id`);
  return rows.map((row) => answer(entity, row));
}

export async function addReminder(queries: Queries, call: QueryContext, userId: string, entityName: string, recordId: string, given: NewReminder): Promise<Reminder> {
  const { now, timeZone } = call.ctx;
  if ((given.at === undefined) === (given.field === undefined)) throw invalid(given.at === undefined ? "/at" : "/field", "either", "A reminder has a moment of its own or follows a date of the record.", 'Give "at", or "field".');
  const { entity, record } = await open(queries, call, entityName, recordId, given.field === undefined ? ["id"] : [given.field]);
  const field = given.field === undefined ? undefined : dateField(entity, given.field);
  if (field && given.repeat) throw invalid("/repeat", "surplus", "A reminder that follows a date does not repeat.", 'Take "repeat" away.');
  const due = field ? dueOf(field, record[field.name], given.offset ?? "PT0M", given.time ?? DAY_TIME, timeZone) : new Date(given.at!);
  if (!field && due! <= now) throw invalid("/at", "past", "This moment is over.", "Choose a later one.");
  const [{ count }] = (await call.db.run<{ count: number }>(sql`select count(*)::int as count from ${sys("reminders")} where user_id = ${userId}::uuid and entity = ${entity.id} and record_id = ${recordId}::uuid and done_at is null`)) as [{ count: number }];
  if (count >= NOTIFICATION_LIMITS.remindersPerRecord) throw invalid("", "tooMany", `A record has at most ${NOTIFICATION_LIMITS.remindersPerRecord} reminders of one person.`, "Delete one.");
  const [row] = await call.db.run<Row>(sql`insert into ${sys("reminders")} (id, user_id, entity, record_id, note, due_at, field, "offset", at_time, repeat, created_at, done_at)
    values (${newId()}::uuid, ${userId}::uuid, ${entity.id}, ${recordId}::uuid, ${(given.note ?? "").trim()}, ${due ?? null}::timestamptz, ${field?.id ?? null}, ${field ? (given.offset ?? "PT0M") : null}, ${field ? (given.time ?? DAY_TIME) : null}::time, ${given.repeat ?? null}, ${now}::timestamptz,
      ${due && due <= now ? now : null}::timestamptz) returning ${COLUMNS}`);
  return answer(entity, row!);
}

export async function removeReminder(db: Queryable, userId: string, recordId: string, reminderId: string): Promise<void> {
  const gone = await db.change(sql`delete from ${sys("reminders")} where id = ${reminderId}::uuid and user_id = ${userId}::uuid and record_id = ${recordId}::uuid`);
  if (gone === 0) throw new AppError("resource:notFound", "There is no such reminder.", { remedy: "It may have been deleted; read the list again." });
}

function dateField(entity: EntityModel, name: string): FieldModel {
  const field = entity.fieldByName.get(name);
  const feel = field && fieldType(field.type).feel;
  if (field && (feel === "date" || feel === "dateTime")) return field;
  throw invalid("/field", "type", `"${name.slice(0, 60)}" is no date.`, "Name a field with a day or a moment.");
}

/** Masked and empty dates are none. */
function dueOf(field: FieldModel, value: unknown, offset: string, time: string, timeZone: string): Date | undefined {
  if (typeof value !== "string" || Number.isNaN(Date.parse(value))) return undefined;
  const moment = fieldType(field.type).feel === "date" ? momentOf({ day: value.slice(0, 10), time }, timeZone) : new Date(value);
  return new Date(moment.getTime() + offsetMs(offset));
}

/** A record changed: reminders that follow its dates move along; each with what its owner sees of the date. */
export async function followRecord(work: Telling, entity: EntityModel, recordId: string): Promise<void> {
  const rows = await work.db.run<Row>(sql`select ${COLUMNS} from ${sys("reminders")} where record_id = ${recordId}::uuid and entity = ${entity.id} and field is not null`);
  for (const row of rows) {
    const reader = await work.reader(row.user_id);
    const field = entity.fields.find(({ id }) => id === row.field);
    if (!reader || !field || !readingOf(work.model, reader.principal).access(entity.name).fields.has(field.name)) continue;
    const call: QueryContext = { db: work.db, model: work.model, ctx: asProduct(work).ctx };
    const [found] = await work.queries.read(call, entity.name, [recordId], { paths: [field.name], trusted: true, trash: "without", lock: false, questions: [] });
    const due = dueOf(field, found?.record[field.name], row.offset!, row.at_time ?? DAY_TIME, reader.timeZone) ?? null;
    const same = (row.due_at === null ? null : iso(row.due_at)) === (due === null ? null : due.toISOString());
    if (!same) await work.db.change(sql`update ${sys("reminders")} set due_at = ${due}::timestamptz, done_at = case when ${due}::timestamptz > ${work.now}::timestamptz then null else done_at end where id = ${row.id}::uuid`);
  }
}

/** One reminder that is due; false when there is none. Of several workers one takes it. */
export async function fireReminder(db: Database, telling: (tx: Tx, now: Date) => Telling, now: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [row] = await tx.run<Row>(sql`select ${COLUMNS} from ${sys("reminders")} where done_at is null and due_at <= ${now}::timestamptz order by due_at limit 1 for update skip locked`);
    if (!row) return false;
    const work = telling(tx, now);
    await remind(work, row);
    const reader = await work.reader(row.user_id);
    let next = row.repeat && reader ? addPeriod(new Date(row.due_at!), row.repeat, reader.timeZone) : undefined;
    while (next && next <= now) next = addPeriod(next, row.repeat!, reader!.timeZone);
    await tx.change(next ? sql`update ${sys("reminders")} set due_at = ${next}::timestamptz where id = ${row.id}::uuid` : sql`update ${sys("reminders")} set done_at = ${now}::timestamptz where id = ${row.id}::uuid`);
    return true;
  });
}

async function remind(work: Telling, row: Row): Promise<void> {
  const reader = await work.reader(row.user_id);
  const entity = entityById(work.model, row.entity);
  if (!reader || !entity) return;
  const titles = await titlesOf({ db: work.db, model: work.model, ctx: contextOf(reader, work.now) }, entity.name, [row.record_id]);
  if (!titles.has(row.record_id)) return;
  const title = clip(word(reader.language, "reminder", { title: titles.get(row.record_id) ?? entity.label[reader.language] ?? entity.name }));
  const modes = { ...REMINDER_MODES, ...(await chosenModes(work.db, reader.userId)).get(REMINDER_RULE) };
  if (Object.values(modes).every((mode) => mode === "off")) return;
  await writeNews(work, reader, { entity: entity.id, recordId: row.record_id, modes, line: { rule: REMINDER_RULE, title, text: row.note, at: work.now.toISOString(), actor: null } }, 0);
}
