/**
 * A document written anew in its own hand: what did not change keeps its text to the byte, keys keep their order, objects and lists that
 * stood on one line stay on one. So a change made on a screen is a small difference in a repository. Pure and browser-safe.
 *
 * - *span*: a value of the text with the place it has there.
 */
import { canonicalText } from "./canonical";
import { parseJson } from "./json";
import { isObject, sameJson, type Json, type JsonObject } from "./patch";
import type { DocumentKind } from "./source";

interface Span {
  readonly from: number;
  readonly to: number;
  readonly value: Json;
  /** Of an object: key → where it begins, and its value. */
  readonly members?: ReadonlyMap<string, { readonly from: number; readonly span: Span }>;
  readonly items?: readonly Span[];
}

/** A part of an object or list as it is written anew; `old` = where it stood, and its number there. */
interface Part {
  readonly text: string;
  readonly old?: { readonly from: number; readonly to: number; readonly at: number };
}

/** The text of `document`, as near to `before` as can be. A text in canonical form stays in it. */
export function retext(kind: DocumentKind, before: string | undefined, document: JsonObject): string {
  const json = before === undefined ? undefined : parseJson(before);
  if (before === undefined || !json?.ok || !isObject(json.value)) return canonicalText(kind, document);
  if (sameJson(json.value, document)) return before;
  if (before === canonicalText(kind, json.value)) return canonicalText(kind, document);
  const span = new SpanReader(before).read();
  return before.slice(0, span.from) + new Writer(before, stepOf(before)).value(span, document, "") + before.slice(span.to);
}

/** One step of indentation: that of the first line that has any. */
const stepOf = (text: string): string => /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";

/** Reads a text that is known to be JSON. */
class SpanReader {
  private at = 0;
  constructor(private readonly text: string) {}

  read(): Span {
    this.space();
    const from = this.at;
    const first = this.text[from];
    if (first === "{") return this.object(from);
    if (first === "[") return this.list(from);
    if (first === '"') this.string();
    else while (this.at < this.text.length && !/[,\]}\s]/.test(this.text[this.at]!)) this.at++;
    return { from, to: this.at, value: JSON.parse(this.text.slice(from, this.at)) as Json };
  }

  private object(from: number): Span {
    const members = new Map<string, { from: number; span: Span }>();
    this.each("}", () => {
      const start = this.at;
      this.string();
      const key = this.text.slice(start, this.at);
      this.space();
      this.at++;
      members.set(JSON.parse(key) as string, { from: start, span: this.read() });
    });
    return { from, to: this.at, members, value: Object.fromEntries([...members].map(([key, { span }]) => [key, span.value])) };
  }

  private list(from: number): Span {
    const items: Span[] = [];
    this.each("]", () => items.push(this.read()));
    return { from, to: this.at, items, value: items.map(({ value }) => value) };
  }

  private each(end: string, one: () => void): void {
    this.at++;
    for (;;) {
      this.space();
      const next = this.text[this.at];
      if (next === "," || next === end) this.at++;
      if (next === end) return;
      if (next !== ",") one();
    }
  }

  private string(): void {
    for (this.at++; this.text[this.at] !== '"'; this.at++) if (this.text[this.at] === "\\") this.at++;
    this.at++;
  }

  private space(): void {
    while (/[\s\ufeff]/.test(this.text[this.at] ?? "")) this.at++;
  }
}

class Writer {
  constructor(private readonly text: string, private readonly step: string) {}

  value(span: Span | undefined, value: Json, indent: string): string {
    if (span && sameJson(span.value, value)) return this.text.slice(span.from, span.to);
    if (span?.members && isObject(value)) return this.object(span, span.members, value, indent);
    if (span?.items && Array.isArray(value)) return this.list(span, span.items, value, indent);
    return this.isOneLine(span) ? spaced(value) : JSON.stringify(value, null, this.step).replace(/\n/g, `\n${indent}`);
  }

  /** Keys that were there stay in their order; new ones come after them. */
  private object(span: Span, members: NonNullable<Span["members"]>, value: JsonObject, indent: string): string {
    const kept = [...members.keys()].filter((key) => Object.hasOwn(value, key));
    const added = Object.keys(value).filter((key) => !members.has(key));
    const inner = this.innerOf(span, indent);
    const order = [...members.keys()];
    const parts = [...kept, ...added].map((key): Part => {
      const known = members.get(key);
      if (!known) return { text: `${JSON.stringify(key)}: ${this.isOneLine(span) ? spaced(value[key]) : this.value(undefined, value[key], inner)}` };
      return { text: this.text.slice(known.from, known.span.from) + this.value(known.span, value[key], inner), old: { from: known.from, to: known.span.to, at: order.indexOf(key) } };
    });
    return this.wrapped(span, "{}", parts, members.size, indent, inner);
  }

  /** Nodes are found again by id, other entries by their place or by what they say. */
  private list(span: Span, items: readonly Span[], value: readonly Json[], indent: string): string {
    const inner = this.innerOf(span, indent);
    const before = (entry: Json, index: number): Span | undefined => {
      const id = isObject(entry) ? entry["id"] : undefined;
      if (typeof id === "string") return items.find((item) => isObject(item.value) && item.value["id"] === id);
      return items.find((item) => sameJson(item.value, entry)) ?? items[index];
    };
    return this.wrapped(span, "[]", value.map((entry, index): Part => {
      const old = before(entry, index);
      return { text: this.entry(old, entry, inner, items[0]), ...(old ? { old: { from: old.from, to: old.to, at: items.indexOf(old) } } : {}) };
    }), items.length, indent, inner);
  }

  /** A new entry is written as its neighbours are: on one line, or over several. */
  private entry(span: Span | undefined, value: Json, indent: string, like: Span | undefined): string {
    return span || !like || !this.isOneLine(like) ? this.value(span, value, indent) : spaced(value);
  }

  /** Parts that were neighbours keep what stands between them. */
  private wrapped(span: Span, [open, close]: string, parts: readonly Part[], count: number, indent: string, inner: string): string {
    const [first, last] = [parts[0], parts.at(-1)];
    if (!first || !last) return `${open}${close}`;
    const oneLine = this.isOneLine(span);
    const pad = /^[{[]\s/.test(this.text.slice(span.from, span.from + 2)) ? " " : "";
    const begin = first.old?.at === 0 ? this.text.slice(span.from, first.old.from) : open + (oneLine ? pad : `\n${inner}`);
    const end = last.old && last.old.at === count - 1 ? this.text.slice(last.old.to, span.to) : (oneLine ? pad : `\n${indent}`) + close;
    const between = parts.map((part, index) => {
      const previous = parts[index - 1];
      if (!previous) return "";
      return previous.old && part.old && part.old.at === previous.old.at + 1 ? this.text.slice(previous.old.to, part.old.from) : oneLine ? ", " : `,\n${inner}`;
    });
    return begin + parts.map(({ text }, index) => between[index]! + text).join("") + end;
  }

  private isOneLine(span: Span | undefined): boolean {
    return span !== undefined && span.to - span.from > 2 && !this.text.slice(span.from, span.to).includes("\n");
  }

  /** The indentation its parts have: that of the line the first of them stands on. */
  private innerOf(span: Span, indent: string): string {
    if (this.isOneLine(span)) return indent;
    return /^[{[][^\S\n]*\n([ \t]*)\S/.exec(this.text.slice(span.from, span.to))?.[1] ?? indent + this.step;
  }
}

/** On one line, with spaces as people write them. */
function spaced(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const parts = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${spaced(one)}`);
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}
