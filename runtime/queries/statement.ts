/**
 * Statements: SQL compiled once, bound often. A *slot* stands in a fragment for a value that is only known at the request;
 * a *statement* is the finished text with its slots in order. Same shape of request + same roles + same revision = same statement,
 * which the server has prepared already (performance.md, finding 1).
 */
import { createHash } from "node:crypto";
import { sql, type RawBuilder } from "kysely";
import type { Compiled } from "../db/compile";
import { compile } from "../db/compile";
import type { Sql } from "../fields/storage";

/** Everything a slot may read. */
export interface Bindings {
  readonly user: { readonly id: string; readonly teams: readonly string[]; readonly units: readonly string[]; readonly unitTree: readonly string[]; readonly roles: readonly string[] };
  readonly now: Date;
  readonly timeZone: string;
  /** Language in which the caller reads translatable texts. */
  readonly language: string;
  /** Values of this request: operands of filters, cursor keys, ids, limits; addressed by position. */
  readonly values: readonly unknown[];
}

class Slot {
  constructor(readonly read: (bindings: Bindings) => unknown) {}
}

/** A parameter whose value is read at the request. */
export function slot(read: (bindings: Bindings) => unknown): Sql {
  return sql`${new Slot(read)}`;
}

/** The i-th value of the request. */
export const valueSlot = (index: number): Sql => slot((bindings) => bindings.values[index]);

export interface Statement {
  readonly text: string;
  readonly name: string;
  bind(bindings: Bindings): Compiled;
}

/** A slot that stands in several places of a fragment is one parameter: PostgreSQL compares grouped expressions by their text. */
function shareSlots(text: string, parameters: readonly unknown[]): { text: string; parameters: unknown[] } {
  const kept: unknown[] = [];
  const numbers = parameters.map((parameter) => {
    const known = parameter instanceof Slot ? kept.indexOf(parameter) : -1;
    return known >= 0 ? known + 1 : kept.push(parameter);
  });
  // Nothing but parameters has the form $n: texts hold no literals, and names of entities and fields have no "$".
  return { text: text.replace(/\$(\d+)/g, (_, n: string) => `$${numbers[Number(n) - 1]}`), parameters: kept };
}

/** Finishes a fragment. The name is a digest of the text, so that equal texts share a plan on the connection. */
export function statementOf(fragment: RawBuilder<unknown>): Statement {
  const compiled = compile(fragment);
  const { text, parameters } = shareSlots(compiled.sql, compiled.parameters);
  const name = "m" + createHash("sha1").update(text).digest("base64url").slice(0, 20);
  const readers = parameters.map((parameter) => (parameter instanceof Slot ? parameter.read : () => parameter));
  return { text, name, bind: (bindings) => ({ sql: text, name, parameters: readers.map((read) => read(bindings)) }) };
}

/** `a and b and c`; true when there is nothing to say. */
export function conjunction(parts: readonly Sql[]): Sql {
  return parts.length === 0 ? sql`true` : sql`${sql.join(parts, sql` and `)}`;
}
