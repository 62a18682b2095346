/**
 * Letters of notifications. They are written when they leave: to the address and with the rights of that moment. What the reader may not
 * open any more, or has read in the application meanwhile, is left out.
 */
import { sql } from "kysely";
import type { Database, Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import type { SecretBox } from "../kernel/secret-box";
import { buttonsHtml, buttonsText, escapeHtml as escape, onceIn, type LetterButton } from "../mail/letter-buttons";
import type { Mail } from "../mail/mailer";
import type { MailTask } from "../mail/outbox";
import { contextOf } from "../mail/reader";
import { entityById } from "../model/accessors";
import type { AppModel, EntityModel } from "../model/types";
import type { Queries } from "../queries";
import { isAppError } from "../kernel/errors";
import { NOTIFICATION_LIMITS } from "./limits";
import type { Reader } from "./occurrence";
import { sealUnsubscribe } from "./unsubscribe";
import { word } from "./words";
import type { Line } from "./write";

export interface LetterDeps {
  readonly db: Database;
  readonly model: () => AppModel;
  readonly queries: Queries;
  readonly box: SecretBox;
  readonly reader: (userId: string) => Promise<Reader | undefined>;
  /** Address people use. @throws AppError when it is not known. */
  readonly origin: () => string;
  /** What the reader may answer at once, with fresh links; undefined when it is not asked for any more. */
  readonly asked?: (db: Queryable, reader: Reader, voice: NonNullable<Line["asks"]>) => Promise<Asked | undefined>;
}

interface Asked {
  readonly lines: readonly string[];
  readonly buttons: readonly LetterButton[];
}

type LetterLine = Line & { readonly link: string; readonly asked?: Asked };

interface Row {
  id: string; user_id: string; entity: string; record_id: string; lines: Line[]; read: boolean;
}

type NotificationTask = Extract<MailTask, { kind: "notification" | "digest" }>;

/** The letter; undefined when there is nothing (any more) to tell. */
export async function writeNotificationLetter(deps: LetterDeps, task: NotificationTask): Promise<Mail | undefined> {
  const rows = await deps.db.run<Row>(sql`select id, user_id, entity, record_id, lines, read_at is not null as read from ${sys("notifications")}
    where ${task.kind === "digest" ? sql`digest = ${task.digest}::uuid` : sql`id = ${task.notification}::uuid`} order by at, id limit 1000`);
  const reader = rows[0] && (await deps.reader(rows[0].user_id));
  if (!reader) return undefined;
  const open = await stillOpen(deps, reader, rows.filter(({ read }) => !read));
  if (open.length === 0) return undefined;
  const lines = await linesOf(deps, reader, open);
  if (lines.length === 0) return undefined;
  const { language } = reader;
  const subject = task.kind === "digest" ? word(language, "digest", { count: String(lines.length) }) : lines.at(-1)!.title;
  const rules = [...new Set(lines.map(({ rule }) => rule))];
  const token = sealUnsubscribe(deps.box, { userId: reader.userId, rules });
  return {
    to: reader.email, subject: subject.slice(0, 200), unsubscribe: `${deps.origin()}/api/v1/notifications/unsubscribe?token=${token}`,
    ...compose(reader, lines, `${deps.origin()}/unsubscribe#token=${token}`, `${deps.origin()}/profile/notifications`),
  };
}

/** Without those that ask for what is not asked for any more. */
async function linesOf({ db, origin, asked }: LetterDeps, reader: Reader, open: readonly { row: Row; entity: EntityModel }[]): Promise<LetterLine[]> {
  const lines: LetterLine[] = [];
  for (const { row, entity } of open) {
    for (const line of row.lines) {
      const now = line.asks && asked ? await db.transaction((tx) => asked(tx, reader, line.asks!)) : undefined;
      if (now || !line.asks || !asked) lines.push({ ...line, link: `${origin()}/${entity.name}/${row.record_id}`, ...(now && { asked: now }) });
    }
  }
  return lines;
}

/** Rows whose records the reader may still read. */
async function stillOpen({ db, model, queries }: LetterDeps, reader: Reader, rows: readonly Row[]): Promise<{ row: Row; entity: EntityModel }[]> {
  const current = model();
  const open: { row: Row; entity: EntityModel }[] = [];
  for (const row of rows) {
    const entity = entityById(current, row.entity);
    if (entity && (await mayRead(queries, { db, model: current, ctx: contextOf(reader, new Date()) }, entity.name, [row.record_id])).has(row.record_id)) open.push({ row, entity });
  }
  return open;
}

/** Ids of those records the caller may read, in the trash too. */
export async function mayRead(queries: Queries, call: Parameters<Queries["read"]>[0], entity: string, ids: readonly string[]): Promise<Set<string>> {
  try {
    const found = await queries.read(call, entity, ids, { paths: ["id"], trusted: true, trash: "with", lock: false, questions: [] });
    return new Set(found.map(({ record }) => record["id"] as string));
  } catch (error) {
    if (isAppError(error) && error.code === "entity:notFound") return new Set();
    throw error;
  }
}

function compose({ language, principal }: Reader, lines: readonly LetterLine[], unsubscribe: string, settings: string): Pick<Mail, "text" | "html"> {
  const name = principal.kind === "system" ? "" : principal.name.replace(/\s+/g, " ");
  const [hello, open, why, stop, choose] = [word(language, "hello", { name }), word(language, "open"), word(language, "why"), word(language, "unsubscribe"), word(language, "settings")];
  const shown = lines.slice(0, NOTIFICATION_LIMITS.digestLines);
  const more = lines.length > shown.length ? word(language, "digestMore", { count: String(lines.length - shown.length) }) : "";
  const once = shown.some(({ asked }) => asked && asked.buttons.length > 0) ? onceIn(language) : "";
  const text = [hello, "", ...shown.flatMap((line) => [line.title, ...(line.asked?.lines ?? []), ...(line.text ? [line.text] : []), ...buttonsText(line.asked?.buttons ?? []), `${open}: ${line.link}`, ""]), ...(once ? [once, ""] : []), ...(more ? [more, ""] : []), why, `${choose}: ${settings}`, `${stop}: ${unsubscribe}`, ""].join("\n");
  const items = shown.map((line) => `<div style="margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #dde"><a href="${escape(line.link)}" style="font-weight:600;color:#17181c;text-decoration:none">${escape(line.title)}</a>${line.asked ? `<div style="color:#667">${line.asked.lines.map(escape).join("<br>")}</div>` : ""}${line.text ? `<div style="white-space:pre-line;color:#445">${escape(line.text)}</div>` : ""}${line.asked && line.asked.buttons.length > 0 ? `<div style="margin:12px 0 0">${buttonsHtml(line.asked.buttons)}</div>` : ""}</div>`).join("");
  const links = `<a href="${escape(settings)}" style="color:#667">${escape(choose)}</a> · <a href="${escape(unsubscribe)}" style="color:#667">${escape(stop)}</a>`;
  return { text, html: `<div style="font-family:system-ui,sans-serif;font-size:14px;color:#17181c"><p>${escape(hello)}</p>${items}${more ? `<p>${escape(more)}</p>` : ""}<p style="color:#667;font-size:12px">${once ? `${escape(once)}<br>` : ""}${escape(why)}<br>${links}</p></div>` };
}
