/** Templates filled in: values as people of a language write them. */
import { FormulaError, toJson, type Formula, type Json } from "../formula";
import { TEMPLATE_LIMITS, type Piece } from "./parse";

export type TemplateFormat = "html" | "markdown" | "text";

export interface Filling {
  readonly values: Readonly<Record<string, Json>>;
  readonly now: Date;
  /** IANA zone of moments. */
  readonly timeZone: string;
  readonly language: string;
  readonly format: TemplateFormat;
}

/** What went wrong, for whoever wrote the template. */
export class TemplateError extends Error {
  constructor(
    readonly line: number,
    message: string,
    readonly remedy: string,
  ) {
    super(`Line ${line}: ${message}`);
  }
}

const HTML: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\n": "<br>" };

const escapes: Readonly<Record<TemplateFormat, (text: string) => string>> = {
  html: (text) => text.replace(/\r/g, "").replace(/[&<>"'\n]/g, (letter) => HTML[letter]!),
  markdown: (text) => text.replace(/[\\`*_{}[\]<>|#~]/g, "\\$&").replace(/\s*\n\s*/g, " "),
  text: (text) => text,
};

/** @throws TemplateError when a formula fails, something is no list, or the document grows too long. */
export function renderTemplate(pieces: readonly Piece[], filling: Filling): string {
  const parts: string[] = [];
  let length = 0;
  const put = (text: string, line: number): void => {
    length += text.length;
    if (length > TEMPLATE_LIMITS.output) throw new TemplateError(line, `The document would have more than ${TEMPLATE_LIMITS.output} characters.`, "Put less into it.");
    parts.push(text);
  };
  const fill = (all: readonly Piece[], values: Filling["values"]): void => {
    const valueOf = (formula: Formula, line: number): Json => {
      const missing = formula.text.includes("[") ? undefined : formula.references.map(([name = ""]) => name).find((name) => !Object.hasOwn(values, name));
      if (missing !== undefined) throw new TemplateError(line, `“${formula.text}” asks for “${missing}”, and there is no such value here.`, "Set the variable in the process, or mend the template.");
      try {
        return toJson(formula.evaluate({ values, now: filling.now, timeZone: filling.timeZone }));
      } catch (error) {
        if (!(error instanceof FormulaError)) throw error;
        throw new TemplateError(line, `“${formula.text}” failed: ${error.message}`, error.remedy ?? "Mend the template.");
      }
    };
    for (const piece of all) {
      if (piece.kind === "text") put(piece.text, 1);
      else if (piece.kind === "value") put(escapes[filling.format](shown(valueOf(piece.formula, piece.line), filling)), piece.line);
      else if (piece.kind === "if") fill(valueOf(piece.test, piece.line) === true ? piece.inside : piece.otherwise, values);
      else {
        const list = valueOf(piece.list, piece.line);
        if (list !== null && !Array.isArray(list)) throw new TemplateError(piece.line, `“${piece.list.text}” is no list.`, "Name a list of line items, or of values.");
        ((list ?? []) as readonly Json[]).forEach((item, index) => fill(piece.inside, { ...values, [piece.item]: item, position: index + 1 }));
      }
    }
  };
  fill(pieces, filling.values);
  return parts.join("");
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** A value in words: dates, numbers and money as the language writes them, a record by its title. */
function shown(value: Json, filling: Filling): string {
  const { language, timeZone } = filling;
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return new Intl.NumberFormat(language, { maximumFractionDigits: 10 }).format(value);
  if (typeof value === "string") {
    if (DAY.test(value)) return dateText(`${value}T00:00:00Z`, language, { dateStyle: "long", timeZone: "UTC" }) ?? value;
    if (MOMENT.test(value)) return dateText(value, language, { dateStyle: "long", timeStyle: "short", timeZone }) ?? value;
    return value;
  }
  if (typeof value === "boolean") return value ? "✓" : "–";
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => shown(one, filling)).filter(Boolean).join(", ");
  const { amount, currency, title } = value as { readonly amount?: Json; readonly currency?: Json; readonly title?: Json };
  if (typeof amount === "number" && typeof currency === "string") return moneyText(amount, currency, language);
  if (title !== undefined) return shown(title, filling);
  // Addresses, names of people and the like: their parts in order.
  return Object.values(value).map((one) => shown(one, filling)).filter(Boolean).join(" ");
}

function dateText(value: string, language: string, options: Intl.DateTimeFormatOptions): string | undefined {
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? undefined : new Intl.DateTimeFormat(language, options).format(at);
}

function moneyText(amount: number, currency: string, language: string): string {
  try {
    return new Intl.NumberFormat(language, { style: "currency", currency }).format(amount);
  } catch {
    // No currency anybody knows: as it is written.
    return `${new Intl.NumberFormat(language, { minimumFractionDigits: 2 }).format(amount)} ${currency}`;
  }
}
