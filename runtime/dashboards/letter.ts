/** The letter of a scheduled report: each reader gets what his own rights show, in his language and zone, at the time it is written. */
import { newId } from "../kernel/ids";
import { isAppError } from "../kernel/errors";
import type { Mail } from "../mail/mailer";
import type { MailTask } from "../mail/outbox";
import type { ClientReport } from "../model/kinds/report/model";
import type { AppModel } from "../model/types";
import type { QueryContext } from "../queries";
import type { Database } from "../db/pool";
import type { Principal } from "../kernel/principal";
import type { FileFormat } from "./files";
import { compose, paragraph, tableInLetter } from "./letter-body";
import type { Reports } from "./reports";
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
  const call = callOf(deps, reader);
  const { ctx } = call;
  const report = deps.reports.offered(call).find(({ name }) => name === task.report);
  if (!report) return undefined;
  const link = `${deps.origin()}/reports/${report.name}`;
  const format = deps.model().parts.report.find(({ name }) => name === report.name)!.schedule?.format ?? "html";
  const file = format === "html" ? undefined : await fileOf(deps.reports, call, report, format);
  const parts = file ? paragraph(word(ctx.language, "attached", { file: file.name })) : tableInLetter(call, report, await deps.reports.data(call, report.name), ROWS);
  return { to: reader.email, subject: oneLine(report.label), ...compose(ctx, { name: nameOf(reader.principal), label: report.label, description: report.description, link, open: "open", why: "why" }, parts), ...(file ? { attachments: [file] } : {}) };
}

/** What a reader asks when his letter is written. */
export function callOf({ model, db }: Pick<LetterDeps, "model" | "db">, { principal, timeZone, language }: Recipient): QueryContext {
  return { model: model(), db, ctx: { principal, channel: "system", now: new Date(), timeZone, language, requestId: newId() } };
}

export const oneLine = (text: string): string => text.replace(/[\r\n\0\u2028\u2029]+/g, " ").slice(0, 200);
export const nameOf = (principal: Principal): string => (principal.kind === "system" ? "" : oneLine(principal.name));

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
