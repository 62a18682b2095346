/**
 * Colouring of code by the language of the field: a text is cut into pieces, each with a *tone*. Small on purpose: comments, texts,
 * numbers and key words are told apart, nothing is parsed, and every piece put together is the text again.
 */
export type Tone = "plain" | "comment" | "text" | "number" | "word";

export interface Piece {
  readonly tone: Tone;
  readonly text: string;
}

interface Look {
  readonly comments: readonly string[];
  readonly words: string;
  /** Key words in capitals and small letters alike. */
  readonly anyCase?: boolean;
}

const LINE = String.raw`\/\/[^\n]*`;
const BLOCK = String.raw`\/\*[\s\S]*?(?:\*\/|$)`;
const HASH = String.raw`#[^\n]*`;
const TAGS = "<!--[\\s\\S]*?(?:-->|$)";
const SCRIPT = "async await break case catch class const continue default delete else export extends false finally for from function if import in instanceof let new null of return switch this throw true try typeof undefined var void while yield";

const LOOKS: Readonly<Record<string, Look>> = {
  json: { comments: [], words: "true false null" },
  sql: { comments: [String.raw`--[^\n]*`, BLOCK], anyCase: true, words: "select from where and or not in is null like between join left right inner outer on group by order having limit offset insert into values update set delete create table alter drop index view with as distinct union all case when then else end asc desc exists true false" },
  javascript: { comments: [LINE, BLOCK], words: SCRIPT },
  typescript: { comments: [LINE, BLOCK], words: `${SCRIPT} abstract any as boolean declare enum implements interface keyof namespace never number private protected public readonly satisfies string type unknown` },
  html: { comments: [TAGS], words: "" }, xml: { comments: [TAGS], words: "" },
  css: { comments: [BLOCK], words: "important media supports import font-face keyframes" },
  yaml: { comments: [HASH], words: "true false null yes no" },
  markdown: { comments: [String.raw`^#{1,6} [^\n]*`], words: "" },
  python: { comments: [HASH], words: "and as assert async await break class continue def del elif else except False finally for from global if import in is lambda None nonlocal not or pass raise return True try while with yield" },
  feel: { comments: [LINE, BLOCK], words: "if then else for in return some every satisfies and or not between instance of true false null function" },
};

const TEXT = String.raw`"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?`;
const patterns = new Map<string, RegExp>();

function patternOf(language: string, { comments, words, anyCase }: Look): RegExp {
  const known = patterns.get(language);
  if (known) return known;
  const parts = [`(?<comment>${comments.join("|") || "(?!)"})`, `(?<text>${TEXT})`, String.raw`(?<number>\b\d+(?:\.\d+)?\b)`, `(?<word>${words ? `\\b(?:${words.split(" ").join("|")})\\b` : "(?!)"})`];
  const made = new RegExp(parts.join("|"), anyCase ? "gim" : "gm");
  patterns.set(language, made);
  return made;
}

/** Longer texts are shown without colours: a page should not wait for them. */
export const MOST_COLOURED = 20_000;

export function colourPieces(text: string, language: unknown): readonly Piece[] {
  const look = typeof language === "string" && Object.hasOwn(LOOKS, language) ? LOOKS[language] : undefined;
  if (!look || text.length > MOST_COLOURED) return [{ tone: "plain", text }];
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(patternOf(language as string, look))) {
    if (match[0] === "") continue;
    if (match.index > at) pieces.push({ tone: "plain", text: text.slice(at, match.index) });
    const [tone] = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined) ?? ["plain"];
    pieces.push({ tone: tone as Tone, text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push({ tone: "plain", text: text.slice(at) });
  return pieces;
}
