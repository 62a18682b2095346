/**
 * Where one workspace lives: a *schema pair*. Every statement of the product is written for the default pair, `metaloom` (the product's
 * own tables) and `app` (records); the handle of another workspace *spells* it for its own pair just before it is sent. Only names of
 * schemas change, found by reading the SQL token by token, never inside texts or comments. The default pair is sent as written.
 */
import { createHash } from "node:crypto";
import type { Compiled } from "./compile";

export interface SchemaPair {
  /** The product's own tables. */
  readonly system: string;
  /** One table per entity. */
  readonly records: string;
}

/** How statements and backups call the two, in every workspace. */
export type SchemaName = "metaloom" | "app";

export const DEFAULT_PAIR = Object.freeze({ system: "metaloom", records: "app" } as const) satisfies SchemaPair;

/** What the schema is called in the database. */
export const realSchema = (pair: SchemaPair, name: SchemaName): string => (name === "metaloom" ? pair.system : pair.records);

/** Statements as one workspace sends them. */
export interface Spelling {
  readonly pair: SchemaPair;
  readonly text: (statement: string) => string;
  /** Also gives prepared statements a name of their own: connections are shared, and a name stands for one text on each. */
  readonly compiled: (statement: Compiled) => Compiled;
}

/** Name of an advisory lock (hash it): what is done one at a time in one workspace does not wait for the others. */
export const lockName = ({ system }: SchemaPair, what: string): string => `${system} ${what}`;

const AS_WRITTEN: Spelling = Object.freeze({ pair: DEFAULT_PAIR, text: (statement: string) => statement, compiled: (statement: Compiled) => statement });

/** Spelt texts one workspace remembers: its prepared statements and the fixed ones around them. */
const KEPT = 2000;

export function spellingOf(pair: SchemaPair): Spelling {
  if (pair.system === DEFAULT_PAIR.system && pair.records === DEFAULT_PAIR.records) return AS_WRITTEN;
  const names: Names = new Map([[DEFAULT_PAIR.system, quoted(pair.system)], [DEFAULT_PAIR.records, quoted(pair.records)]]);
  const tag = createHash("sha256").update(`${pair.system}/${pair.records}`).digest("base64url").slice(0, 8);
  const kept = new Map<string, string>();
  function text(statement: string): string {
    const known = kept.get(statement);
    if (known !== undefined) return known;
    const spelt = renameSchemas(statement, names);
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value!);
    kept.set(statement, spelt);
    return spelt;
  }
  return Object.freeze({ pair, text, compiled: (statement: Compiled) => ({ ...statement, sql: text(statement.sql), ...(statement.name ? { name: `${statement.name}_${tag}` } : {}) }) });
}

/** Back again: a statement that the database gave (its catalogue) as it would read in the default workspace. */
export function asWritten(pair: SchemaPair, statement: string): string {
  if (pair.system === DEFAULT_PAIR.system && pair.records === DEFAULT_PAIR.records) return statement;
  return renameSchemas(statement, new Map([[pair.system, DEFAULT_PAIR.system], [pair.records, DEFAULT_PAIR.records]]));
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Name of a schema → what to write instead. */
type Names = ReadonlyMap<string, string>;

/** Blanks and comments · text · dollar-quoted · name in quotes · word · number or parameter · anything else. */
const TOKEN = /(\s+|--[^\n]*|\/\*)|([eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*')|(\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$)|"((?:[^"]|"")*)"|([A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)|(\$?\d[\w.]*)|([\s\S])/y;
const AFTER_SCHEMA = new Set(["if", "not", "exists"]);

/**
 * A word is the name of a schema where something follows after a dot and nothing stands before one (`app.deal`, not `x.app.y`), and
 * behind `schema` (`create schema if not exists app`). No alias and no table alone is ever called like a schema of ours.
 */
function renameSchemas(statement: string, names: Names): string {
  let written = "";
  let before = "";
  let behindSchema = false;
  for (let at = 0; at < statement.length; ) {
    TOKEN.lastIndex = at;
    const [token, space, , dollar, inQuotes, word] = TOKEN.exec(statement)!;
    const end = space === "/*" ? endOfComment(statement, at) : dollar === undefined ? at + token.length : endOfDollars(statement, at, dollar);
    const name = inQuotes?.replaceAll('""', '"') ?? word?.toLowerCase();
    const instead = name === undefined || before === "." ? undefined : names.get(name);
    if (instead !== undefined && (behindSchema || isDot(statement, end))) written += instead;
    else if (dollar === undefined) written += statement.slice(at, end);
    else written += dollar + renameSchemas(statement.slice(at + dollar.length, Math.max(end - dollar.length, at + dollar.length)), names) + statement.slice(Math.max(end - dollar.length, at + dollar.length), end);
    if (space === undefined) {
      behindSchema = word?.toLowerCase() === "schema" || (behindSchema && (instead !== undefined || token === "," || AFTER_SCHEMA.has(word?.toLowerCase() ?? "")));
      before = token;
    }
    at = end;
  }
  return written;
}

const DOT = /(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*\./y;
function isDot(statement: string, at: number): boolean {
  DOT.lastIndex = at;
  return DOT.test(statement);
}

/** Comments nest in PostgreSQL. */
function endOfComment(statement: string, start: number): number {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = start;
  for (let depth = 0, found = mark.exec(statement); found; found = mark.exec(statement)) {
    depth += found[0] === "/*" ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return statement.length;
}

function endOfDollars(statement: string, start: number, mark: string): number {
  const end = statement.indexOf(mark, start + mark.length);
  return end < 0 ? statement.length : end + mark.length;
}
