/** The letter of a scheduled report: each reader gets what his own rights show, in his language and zone, at the time it is written. */
import { exportColumns, type ExportColumn } from "../exchange/columns";
import { fieldType } from "../fields/index";
import { relationOf } from "../fields/traits";
import type { Ctx } from "../kernel/context";
import { newId } from "../kernel/ids";
import { isAppError } from "../kernel/errors";
import type { Mail } from "../mail/mailer";
import type { MailTask } from "../mail/outbox";
import type { ClientReport } from "../model/kinds/report/model";
import type { AppModel } from "../model/types";
import type { QueryContext } from "../queries";
import { readingOf } from "../queries/caller";
import type { Database } from "../db/pool";
import type { Principal } from "../kernel/principal";
import type { WidgetData } from "../widgets/widget";
import type { FileFormat } from "./files";
import type { Reports } from "./reports";
import { tableOf } from "./table";
import { word } from "./words";

export interface Recipient {
  readonly principal: Principal;
  readonly email: string;
  readonly language: string;
  readonly timeZone: string;
}

export interface LetterDeps {
  readonly db: Database;
  readonly model: () => AppModel;
  readonly reports: Reports;
  /** A user as he is now; undefined when he may not sign in any more. */
  readonly actAs: (userId: string) => Promise<Recipient | undefined>;
  /** Address people use. @throws AppError when it is not known. */
  readonly origin: () => string;
}

/** Rows in a letter; the rest is behind its link. */
const ROWS = 100;

type ReportTask = Extract<MailTask, { kind: "report" }>;

/** The letter, or undefined when the report is not (any more) offered to the reader. */
export async function writeReportLetter(deps: LetterDeps, task: ReportTask): Promise<Mail | undefined> {
  const reader = await deps.actAs(task.userId);
  if (!reader) return undefined;
  const ctx: Ctx = { principal: reader.principal, channel: "system", now: new Date(), timeZone: reader.timeZone, language: reader.language, requestId: newId() };
  const call: QueryContext = { model: deps.model(), ctx, db: deps.db };
  const report = deps.reports.offered(call).find(({ name }) => name === task.report);
  if (!report) return undefined;
  const link = `${deps.origin()}/reports/${report.name}`;
  const format = deps.model().parts.report.find(({ name }) => name === report.name)!.schedule?.format ?? "html";
  const file = format === "html" ? undefined : await fileOf(deps.reports, call, report, format);
  const parts = file ? { body: [word(ctx.language, "attached", { file: file.name })], html: "" } : await tableInLetter(call, report, await deps.reports.data(call, report.name));
  return { to: reader.email, subject: oneLine(report.label), ...compose(ctx, nameOf(reader.principal), report, parts, link), ...(file ? { attachments: [file] } : {}) };
}

const oneLine = (text: string): string => text.replace(/[\r\n\0\u2028\u2029]+/g, " ").slice(0, 200);
const nameOf = (principal: Principal): string => (principal.kind === "system" ? "" : oneLine(principal.name));

/** The report as a file; a reader without the right to export gets the table he may read instead. */
async function fileOf(reports: Reports, call: QueryContext, report: ClientReport, format: FileFormat): Promise<{ name: string; mediaType: string; content: Uint8Array } | undefined> {
  try {
    const { fileName, mediaType, chunks } = await reports.file(call, report.name, format);
    const collected: Uint8Array[] = [];
    for await (const chunk of chunks) collected.push(typeof chunk === "string" ? Buffer.from(chunk, "utf8") : chunk);
    return { name: fileName, mediaType, content: Buffer.concat(collected) };
  } catch (error) {
    if (isAppError(error) && error.code === "right:missing") return undefined;
    throw error;
  }
}

interface Parts {
  /** Lines of the plain text. */
  readonly body: readonly string[];
  readonly html: string;
}

async function tableInLetter(call: QueryContext, report: ClientReport, data: WidgetData): Promise<Parts> {
  const entity = call.model.entities.get(report.entity)!;
  const { language, timeZone } = call.ctx;
  const { columns, rows } = data.shape === "records" ? { columns: exportColumns(readingOf(call.model, call.ctx.principal), entity, report.columns, language, {}), rows: data.items } : tableOf(call, entity, report, data);
  const shown = rows.slice(0, ROWS);
  const cells = shown.map((row) => columns.map((column) => display(column, row[column.path], { language, timeZone })));
  if (shown.length === 0) return { body: [word(language, "nothing")], html: `<p>${escape(word(language, "nothing"))}</p>` };
  const more = rows.length > shown.length || (data.shape !== "number" && data.shape !== "text" && data.more) ? [word(language, "more", { count: String(shown.length) })] : [];
  const lines = [columns.map(({ header }) => header), ...cells].map((line) => line.join(" | "));
  return { body: [...lines, ...more], html: tableHtml(columns.map(({ header }) => header), cells) + more.map((line) => `<p style="color:#667">${escape(line)}</p>`).join("") };
}

function display(column: ExportColumn, value: unknown, reader: { language: string; timeZone: string }): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" && !column.isIds) return new Intl.NumberFormat(reader.language, { maximumFractionDigits: 2 }).format(value);
  const type = fieldType(column.field.type);
  if (column.masked || column.isIds || relationOf(column.field) !== undefined || type.traits?.files) return column.text(value);
  return type.format(value as never, column.field.options, reader);
}

const escape = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

function tableHtml(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (tag: "th" | "td", text: string): string => `<${tag} style="border-bottom:1px solid #dde;padding:6px 12px;text-align:left;vertical-align:top">${escape(text)}</${tag}>`;
  const row = (tag: "th" | "td", cells: readonly string[]): string => `<tr>${cells.map((text) => cell(tag, text)).join("")}</tr>`;
  return `<table style="border-collapse:collapse;font-size:14px">${row("th", head)}${rows.map((cells) => row("td", cells)).join("")}</table>`;
}

function compose({ language }: Ctx, name: string, report: ClientReport, { body, html }: Parts, link: string): Pick<Mail, "text" | "html"> {
  const [hello, open, why] = [word(language, "hello", { name }), word(language, "open"), word(language, "why")];
  const text = [hello, "", report.label, ...(report.description ? [report.description] : []), "", ...body, "", `${open}: ${link}`, "", why, ""].join("\n");
  const paragraphs = html === "" ? body.map((line) => `<p>${escape(line)}</p>`).join("") : html;
  return {
    text,
    html: `<div style="font-family:system-ui,sans-serif;font-size:14px;color:#17181c"><p>${escape(hello)}</p><h1 style="font-size:18px">${escape(report.label)}</h1>${report.description ? `<p>${escape(report.description)}</p>` : ""}${paragraphs}<p><a href="${escape(link)}">${escape(open)}</a></p><p style="color:#667;font-size:12px">${escape(why)}</p></div>`,
  };
}
