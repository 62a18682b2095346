import { sql } from "kysely";
import type { Sql } from "../fields/storage";
import { AppError } from "../kernel/errors";
import { cleanText } from "../fields/families/plain-text";
import { fieldType } from "../fields/index";
import { fieldStorage } from "../fields/server";
import type { Source } from "./scope";
import { valueSlot } from "./statement";

/** Escapes the wildcards of LIKE and surrounds with "%". @throws AppError query:invalid for a text no record can hold. */
export function likePattern(text: string): string {
  const clean = cleanText(text);
  const [issue] = clean.ok ? [] : clean.issues;
  if (issue) throw new AppError("query:invalid", issue.message, { remedy: issue.remedy, issues: [{ ...issue, pointer: "/q" }] });
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}

/**
 * Text search looks only into fields the reader may read in full, so that hits tell nothing about the others (reliability.md S09);
 * that is why there is no common search column. Trigram indexes serve each field.
 */
export function searchSql(source: Source, position: number): Sql {
  const access = source.reading.access(source.entity.name).fields;
  const tests = source.entity.fields
    .filter((field) => (field.searchable || field.name === source.entity.titleField) && fieldType(field.type).searchable && fieldStorage(field.type).text)
    .filter((field) => source.trusted || access.get(field.name)?.read === "full")
    .map((field) => {
      const { storage, cols } = source.resolve(field.name);
      return sql`${storage.text!(cols)} ilike ${valueSlot(position)}::text`;
    });
  return tests.length ? sql`(${sql.join(tests, sql` or `)})` : sql`false`;
}
