/** What letters of reports and dashboards are made of: tables and words, as plain text and as HTML. */
import { exportColumns } from "../exchange/columns";
import { fieldType } from "../fields/index";
import { relationOf } from "../fields/traits";
import type { Ctx } from "../kernel/context";
import type { Mail } from "../mail/mailer";
import type { ClientQuery } from "../model/kinds/query-part";
import type { QueryContext } from "../queries";
import { readingOf } from "../queries/caller";
import type { WidgetData } from "../widgets/widget";
import { tableOf, type Table, type TableColumn } from "./table";
import { word, type Word } from "./words";

export interface LetterParts {
  /** Lines of the plain text. */
  readonly body: readonly string[];
  readonly html: string;
}

export const paragraph = (text: string): LetterParts => ({ body: [text], html: `<p>${escape(text)}</p>` });

/** Words written in Markdown, without its marks. */
export function prose(markdown: string): LetterParts {
  const lines = markdown.replace(/\*\*|`+/g, "").split("\n").map((line) => line.replace(/^\s*(?:#+|[-*>])\s+/, "")).filter((line) => line.trim() !== "");
  return { body: lines, html: lines.map((line) => `<p style="margin:4px 0">${escape(line)}</p>`).join("") };
}

const GREY = "color:#667";

/** The table of a question; `most` rows at most, the rest is behind the link. */
export function tableInLetter(call: QueryContext, query: ClientQuery, data: WidgetData, most: number): LetterParts {
  const { language, timeZone } = call.ctx;
  const { columns, rows } = tableFor(call, query, data);
  const shown = rows.slice(0, most);
  const cells = shown.map((row) => columns.map((column) => display(column, row[column.path], { language, timeZone })));
  if (shown.length === 0) return paragraph(word(language, "nothing"));
  const more = rows.length > shown.length || (data.shape !== "number" && data.shape !== "text" && data.more) ? [word(language, "more", { count: String(shown.length) })] : [];
  const lines = [columns.map(({ header }) => header), ...cells].map((line) => line.join(" | "));
  return { body: [...lines, ...more], html: tableHtml(columns.map(({ header }) => header), cells) + more.map((line) => `<p style="${GREY}">${escape(line)}</p>`).join("") };
}

function tableFor(call: QueryContext, query: ClientQuery, data: WidgetData): Table {
  const entity = call.model.entities.get(query.entity!)!;
  return data.shape === "records" ? { columns: exportColumns(readingOf(call.model, call.ctx.principal), entity, query.columns, call.ctx.language, {}), rows: data.items } : tableOf(call, entity, query, data);
}

/** One number, with the one of the period before. */
export function numberInLetter(call: QueryContext, query: ClientQuery, data: Extract<WidgetData, { shape: "number" }>): LetterParts {
  const { columns, rows } = tableFor(call, query, data);
  const said = (value: unknown): string => (columns[0] ? display(columns[0], value, call.ctx) : "") || "–";
  const value = said(rows[0]?.[columns[0]?.path ?? ""]);
  const before = data.previous === undefined || data.previous === null ? "" : `${word(call.ctx.language, "previous")}: ${said(data.previous)}`;
  return { body: [[value, before].filter(Boolean).join(" · ")], html: `<p style="margin:4px 0"><span style="font-size:22px;font-weight:600">${escape(value)}</span>${before ? ` <span style="${GREY}">${escape(before)}</span>` : ""}</p>` };
}

function display(column: TableColumn, value: unknown, reader: { language: string; timeZone: string }): string {
  if (column.isIds) return column.text(value); // a group: "none" has a name
  if (column.said) return column.said(value);
  if (value === null || value === undefined) return "";
  const type = fieldType(column.field.type);
  if (column.masked || relationOf(column.field) !== undefined || type.traits?.files) return column.text(value);
  return type.format(value as never, column.field.options, reader);
}

export const escape = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

function tableHtml(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (tag: "th" | "td", text: string): string => `<${tag} style="border-bottom:1px solid #dde;padding:6px 12px;text-align:left;vertical-align:top">${escape(text)}</${tag}>`;
  const row = (tag: "th" | "td", cells: readonly string[]): string => `<tr>${cells.map((text) => cell(tag, text)).join("")}</tr>`;
  return `<table style="border-collapse:collapse;font-size:14px">${row("th", head)}${rows.map((cells) => row("td", cells)).join("")}</table>`;
}

interface Frame {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly link: string;
  readonly open: Word;
  readonly why: Word;
}

/** Greeting, heading, what there is to say, the link, and why one gets it. */
export function compose({ language }: Ctx, { name, label, description, link, open, why }: Frame, { body, html }: LetterParts): Pick<Mail, "text" | "html"> {
  const [hello, opens, reason] = [word(language, "hello", { name }), word(language, open), word(language, why)];
  return {
    text: [hello, "", label, ...(description ? [description] : []), "", ...body, "", `${opens}: ${link}`, "", reason, ""].join("\n"),
    html: `<div style="font-family:system-ui,sans-serif;font-size:14px;color:#17181c"><p>${escape(hello)}</p><h1 style="font-size:18px">${escape(label)}</h1>${description ? `<p>${escape(description)}</p>` : ""}${html}<p><a href="${escape(link)}">${escape(opens)}</a></p><p style="${GREY};font-size:12px">${escape(reason)}</p></div>`,
  };
}
