/**
 * What people wrote about a person beside a record: comments, notes and what was told of them. Erasing the personal data of a record
 * takes its values out of these texts too, wherever they stand as words. A mention of a user (`@[Name](user:id)`) is nobody's record
 * and stays.
 */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";

/** In place of a value that was erased. */
export const ERASED_TEXT = "[…]";

/** Parts of structured values that tell who or where somebody is; a country tells nobody. */
const TELLING = new Set(["first", "middle", "last", "line1", "line2"]);
/** Shorter ones are words of every language. */
const SHORTEST = 3;
const MENTION = /(@\[(?:\\.|[^\]\\])*\]\(user:[0-9a-f-]{36}\))/;

/** Texts a value shows as: itself, or its telling parts; of a personal name also as it is spoken. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (value === null || typeof value !== "object") return [];
  const parts = Object.entries(value).flatMap(([key, part]) => (TELLING.has(key) && typeof part === "string" ? [part] : []));
  return [parts.join(" "), ...parts];
}

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A telephone number may be written with spaces, dots and brackets. */
function patternOf(text: string): string {
  const digits = /^\+?\d{6,}$/.test(text) ? text.replace("+", "") : undefined;
  return digits ? `\\+?${[...digits].join("[\\s().\\/-]*")}` : quoted(text).replace(/\s+/g, "\\s+");
}

/** Finds the values as whole words, whatever their case; undefined when there is nothing to look for. */
export function personalPattern(values: readonly unknown[]): RegExp | undefined {
  const texts = [...new Set(values.flatMap(textsOf).map((text) => text.trim()).filter((text) => text.length >= SHORTEST && !/^\d{4}-\d\d-\d\d/.test(text)))];
  if (texts.length === 0) return undefined;
  const longestFirst = texts.sort((a, b) => b.length - a.length).map(patternOf).join("|");
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst})(?![\\p{L}\\p{N}])`, "giu");
}

/** The text without what the pattern finds. */
export const withoutPersonal = (text: string, pattern: RegExp): string => text.split(MENTION).map((part, index) => (index % 2 === 1 ? part : part.replace(pattern, ERASED_TEXT))).join("");

function withoutPersonalIn(value: unknown, pattern: RegExp): unknown {
  if (typeof value === "string") return withoutPersonal(value, pattern);
  if (Array.isArray(value)) return value.map((item) => withoutPersonalIn(item, pattern));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutPersonalIn(item, pattern)]));
}

interface Place {
  /** Id of the entity. */
  readonly entity: string;
  readonly id: string;
}

/** How many comments and notes of a record hold one of the values. */
export async function countPosts(db: Queryable, { entity, id }: Place, pattern: RegExp): Promise<number> {
  const rows = await db.run<{ texts: string[] }>(sql`select array_append(array(select e.body from metaloom.post_edits e where e.post_id = p.id), p.body) as texts from metaloom.posts p where p.record_id = ${id}::uuid and p.entity = ${entity}`);
  return rows.filter(({ texts }) => texts.some((text) => withoutPersonal(text, pattern) !== text)).length;
}

/** Takes the values out of comments and notes, of their earlier wordings, and of what people were told. */
export async function erasePersonalText(db: Queryable, { entity, id }: Place, pattern: RegExp): Promise<void> {
  const posts = await db.run<{ id: string; body: string }>(sql`select id, body from metaloom.posts where record_id = ${id}::uuid and entity = ${entity} for update`);
  for (const post of posts) {
    const body = withoutPersonal(post.body, pattern);
    if (body !== post.body) await db.run(sql`update metaloom.posts set body = ${body} where id = ${post.id}::uuid`);
    const edits = await db.run<{ version: number; body: string }>(sql`select version, body from metaloom.post_edits where post_id = ${post.id}::uuid`);
    for (const edit of edits) {
      const former = withoutPersonal(edit.body, pattern);
      if (former !== edit.body) await db.run(sql`update metaloom.post_edits set body = ${former} where post_id = ${post.id}::uuid and version = ${edit.version}`);
    }
  }
  const told = await db.run<{ id: string; lines: unknown }>(sql`select id, lines from metaloom.notifications where record_id = ${id}::uuid and entity = ${entity}`);
  for (const one of told) await db.run(sql`update metaloom.notifications set lines = ${JSON.stringify(withoutPersonalIn(one.lines, pattern))}::jsonb where id = ${one.id}::uuid`);
}
