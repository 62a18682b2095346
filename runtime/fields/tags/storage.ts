import { sql } from "kysely";
import { casts } from "../families/casts";
import { setSql } from "../families/set-sql";
import { defineStorage } from "../storage";
import type { Tags, TagsOptions } from "./field";

export const tagsStorage = defineStorage<Tags, TagsOptions>({
  columns: () => [{ suffix: "", type: "text[]" }],
  toRow: (value) => [value === null || value.length === 0 ? null : value],
  fromRow: ([list]) => (Array.isArray(list) && list.length > 0 ? (list as Tags) : null),
  operators: setSql<TagsOptions>(casts.text),
  orderBy: (cols) => [cols[0]!],
  text: (cols) => sql`array_to_string(${cols[0]}, ' ')`,
  changeFrom: (from) => {
    const [old] = from.columns;
    if (from.type === "tags") return { kind: "safe" };
    if (from.type === "multiSelect") return { kind: "rewrite", using: [sql`lower(${old}::text)::text[]`] };
    if (from.type === "select" || from.type === "text") {
      return { kind: "rewrite", using: [sql`case when btrim(${old}) <> '' then array[left(lower(btrim(replace(${old}, ';', ' '))), 50)] end`], check: sql`char_length(${old}) > 50`, loses: "Texts longer than 50 characters are cut." };
    }
    return { kind: "refuse", reason: `Tags cannot be made out of the type "${from.type}".` };
  },
});
