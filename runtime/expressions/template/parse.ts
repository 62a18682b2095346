/**
 * Templates: text with FEEL between double braces, read once and filled in as often as one likes (render.ts).
 *
 *     Dear {{record.name}},
 *     {{#each record.lines as line}}
 *     {{position}}. {{line.name}}: {{line.amount}}
 *     {{/each}}
 *     {{#if record.total > 1000}}With a discount.{{else}}At list price.{{/if}}
 *
 * - *tag*: what stands between braces. A tag that only steers and stands alone on its line takes the line with it.
 * - *piece*: a stretch of text, a value, a loop or a choice.
 */
import { compileLoosely, type Formula } from "../formula";

/** Published in docs/limits.md. */
export const TEMPLATE_LIMITS = {
  /** Characters of a template. */
  length: 200_000,
  /** Tags in it. */
  tags: 2_000,
  /** Loops and choices inside one another. */
  depth: 8,
  /** Characters of a document made of it. */
  output: 1_000_000,
  /** Line items of one list that are read for a document. */
  rows: 1_000,
} as const;

export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "value"; readonly formula: Formula; readonly line: number }
  | { readonly kind: "each"; readonly list: Formula; readonly item: string; readonly inside: readonly Piece[]; readonly line: number }
  | { readonly kind: "if"; readonly test: Formula; readonly inside: readonly Piece[]; readonly otherwise: readonly Piece[]; readonly line: number };

export interface TemplateFault {
  /** From 1. */
  readonly line: number;
  readonly message: string;
  readonly remedy: string;
}

export interface Template {
  readonly pieces: readonly Piece[];
  readonly faults: readonly TemplateFault[];
}

interface Tag {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly line: number;
}

interface Open {
  readonly kind: "root" | "each" | "if";
  readonly line: number;
  readonly formula?: Formula;
  readonly item?: string;
  readonly inside: Piece[];
  otherwise?: Piece[];
}

const EACH = /^#each\s+([\s\S]+?)\s+as\s+([a-zA-Z][a-zA-Z0-9]*)$/;
const steers = (text: string): boolean => /^(#|\/|else$)/.test(text);

/** Everything that is wrong is in `faults`; with faults, the pieces are not to be used. */
export function parseTemplate(text: string): Template {
  const faults: TemplateFault[] = [];
  const fault = (line: number, message: string, remedy: string) => void faults.push({ line, message, remedy });
  if (text.length > TEMPLATE_LIMITS.length) return { pieces: [], faults: [{ line: 1, message: `A template has at most ${TEMPLATE_LIMITS.length} characters.`, remedy: "Split it into several." }] };
  const tags = tagsOf(text, fault);
  if (tags.length > TEMPLATE_LIMITS.tags) fault(tags[TEMPLATE_LIMITS.tags]!.line, `A template has at most ${TEMPLATE_LIMITS.tags} tags.`, "Split it into several.");
  const stack: Open[] = [{ kind: "root", line: 1, inside: [] }];
  const top = (): Open => stack.at(-1)!;
  const put = (piece: Piece) => void (top().otherwise ?? top().inside).push(piece);
  const formulaOf = (source: string, line: number): Formula | undefined => {
    const compiled = compileLoosely(source);
    if (!("fault" in compiled)) return compiled;
    fault(line, `“${source.slice(0, 200)}” cannot be read: ${compiled.fault}`, compiled.remedy);
    return undefined;
  };
  let at = 0;
  for (const tag of tags.slice(0, TEMPLATE_LIMITS.tags)) {
    const [from, to] = steers(tag.text) ? lineOf(text, tag) : [tag.from, tag.to];
    if (from > at) put({ kind: "text", text: text.slice(at, from) });
    at = Math.max(at, to);
    read(tag);
  }
  if (at < text.length) put({ kind: "text", text: text.slice(at) });
  for (const { kind, line } of stack.slice(1)) fault(line, `{{#${kind}}} is not closed.`, `Write {{/${kind}}} where it ends.`);
  return { pieces: stack[0]!.inside, faults };

  function read({ text: word, line }: Tag): void {
    if (word === "else") {
      if (top().kind !== "if" || top().otherwise) return fault(line, "{{else}} belongs to no {{#if}}.", "Take it away.");
      top().otherwise = [];
      return;
    }
    if (word.startsWith("/")) return close(word.slice(1).trim(), line);
    if (!word.startsWith("#")) {
      const formula = formulaOf(word, line);
      return formula && put({ kind: "value", formula, line });
    }
    if (stack.length > TEMPLATE_LIMITS.depth) fault(line, `More than ${TEMPLATE_LIMITS.depth} loops and choices stand inside one another.`, "Make it simpler.");
    const [, list, item] = EACH.exec(word) ?? [];
    const test = /^#if\s+([\s\S]+)$/.exec(word)?.[1];
    const formula = formulaOf(list ?? test ?? "null", line);
    if (list === undefined && test === undefined) fault(line, `{{${word.slice(0, 60)}}} means nothing.`, "Write {{#each record.lines as line}} or {{#if record.total > 100}}.");
    stack.push({ kind: test === undefined ? "each" : "if", line, inside: [], ...(formula && { formula }), ...(item !== undefined && { item }) });
  }

  function close(kind: string, line: number): void {
    const open = top();
    if (open.kind !== kind) return fault(line, `{{/${kind.slice(0, 20)}}} closes nothing.`, open.kind === "root" ? "Take it away." : `{{#${open.kind}}} of line ${open.line} is open here: write {{/${open.kind}}}.`);
    stack.pop();
    if (!open.formula) return;
    if (kind === "if") put({ kind: "if", test: open.formula, inside: open.inside, otherwise: open.otherwise ?? [], line: open.line });
    else put({ kind: "each", list: open.formula, item: open.item ?? "item", inside: open.inside, line: open.line });
  }
}

/** Braces in texts of formulas ("}}") end nothing. */
function tagsOf(text: string, fault: (line: number, message: string, remedy: string) => void): Tag[] {
  const tags: Tag[] = [];
  let [line, counted] = [1, 0];
  for (let from = text.indexOf("{{"); from >= 0; ) {
    for (; counted < from; counted++) if (text[counted] === "\n") line++;
    const length = endOf(text, from + 2);
    if (length === undefined) {
      fault(line, "{{ is not closed.", "Write }} where it ends.");
      break;
    }
    tags.push({ from, to: length + 2, text: text.slice(from + 2, length).trim(), line });
    from = text.indexOf("{{", length + 2);
  }
  return tags;
}

function endOf(text: string, from: number): number | undefined {
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\" && quoted) at++;
    else if (text[at] === '"') quoted = !quoted;
    else if (!quoted && text.startsWith("}}", at)) return at;
  }
  return undefined;
}

/** The whole line of a tag that stands alone on it. */
function lineOf(text: string, { from, to }: Tag): readonly [number, number] {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const next = text.indexOf("\n", to);
  const end = next < 0 ? text.length : next;
  const alone = text.slice(start, from).trim() === "" && text.slice(to, end).trim() === "";
  return alone ? [start, Math.min(end + 1, text.length)] : [from, to];
}

/** Paths a template reads, items of loops followed to their lists: ["record", "lines", "name"]. */
export function pathsIn(pieces: readonly Piece[]): readonly { readonly path: readonly string[]; readonly line: number }[] {
  const found: { path: readonly string[]; line: number }[] = [];
  const visit = (all: readonly Piece[], items: ReadonlyMap<string, readonly string[]>): void => {
    const follow = ({ references }: Formula, line: number): void => {
      for (const path of references) found.push({ path: [...(items.get(path[0]!) ?? [path[0]!]), ...path.slice(1)], line });
    };
    for (const piece of all) {
      if (piece.kind === "value") follow(piece.formula, piece.line);
      if (piece.kind === "if") {
        follow(piece.test, piece.line);
        visit([...piece.inside, ...piece.otherwise], items);
      }
      if (piece.kind !== "each") continue;
      follow(piece.list, piece.line);
      const [list = []] = piece.list.references;
      visit(piece.inside, new Map([...items, [piece.item, [...(items.get(list[0] ?? "") ?? list.slice(0, 1)), ...list.slice(1)]]]));
    }
  };
  visit(pieces, new Map());
  return found;
}
