import { sql } from "kysely";
import { casts } from "../families/casts";
import { setSql } from "../families/set-sql";
import { defineStorage } from "../storage";
import { TAG_MAX_LENGTH, type Tags, type TagsOptions } from "./field";

export const tagsStorage = defineStorage<Tags, TagsOptions>({
  columns: () => [{ suffix: "", type: "text[]" }],
  toRow: (value) => [value === null || value.length === 0 ? null : value],
  fromRow: ([list]) => (Array.isArray(list) && list.length > 0 ? (list as Tags) : null),
  operators: setSql<TagsOptions>(casts.text),
  orderBy: (cols) => [cols[0]!],
  text: (cols) => sql`array_to_string(${cols[0]}, ' ')`,
  changeFrom: (from, { maxLength = TAG_MAX_LENGTH }) => {
    const [old] = from.columns;
    if (from.type === "tags") return { kind: "safe" };
    if (from.type === "multiSelect") return { kind: "rewrite", using: [sql`lower(${old}::text)::text[]`] };
    if (from.type === "select" || from.type === "text") {
      const tag = sql`btrim(left(btrim(regexp_replace(lower(replace(${old}, ';', ' ')), '\\s+', ' ', 'g')), ${maxLength}::int))`;
      return { kind: "rewrite", using: [sql`case when ${tag} <> '' then array[${tag}] end`], check: sql`char_length(${old}) > ${maxLength}::int`, loses: `Texts longer than ${maxLength} characters are cut.` };
    }
    return { kind: "refuse", reason: `Tags cannot be made out of the type "${from.type}".` };
  },
});
