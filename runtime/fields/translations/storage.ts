import { sql } from "kysely";
import { defineStorage, type FieldStorage, type Sql } from "../storage";
import type { TranslatableType, Texts, TranslationsOptions } from "./field";

type TextStorages = Readonly<Record<TranslatableType, FieldStorage<string, object>>>;

/** `change` of each text: an object made of the texts of the old one. */
const eachText = (column: Sql, change: Sql): Sql => sql`(select jsonb_object_agg(e.key, ${change}) filter (where ${change} is not null) from jsonb_each_text(${column}) as e(key, value))`;

/** One jsonb column; texts change their type as the texts of the field itself do. */
export const translationsStorageOf = (storages: TextStorages): FieldStorage<Texts, TranslationsOptions> =>
  defineStorage<Texts, TranslationsOptions>({
    columns: () => [{ suffix: "", type: "jsonb" }],
    toRow: (texts) => [texts === null || Object.keys(texts).length === 0 ? null : JSON.stringify(texts)],
    fromRow: ([texts]) => (texts ?? null) as Texts | null,
    operators: {},
    orderBy: (cols) => [cols[0]!],
    changeFrom: (from, { of, each = {} }) => {
      if (from.type !== "translations") return { kind: "refuse", reason: "Only the product makes translations of a field." };
      const before = from.options as TranslationsOptions;
      const verdict = storages[of].changeFrom({ type: before.of, options: before.each ?? {}, columns: [sql`e.value`] }, each);
      const [column] = from.columns;
      if (verdict.kind === "refuse" || verdict.using === undefined) return verdict;
      const using = [eachText(column!, verdict.using[0]!)];
      if (verdict.kind === "safe") return { kind: "safe", using };
      return { ...verdict, using, ...(verdict.check ? { check: sql`exists (select 1 from jsonb_each_text(${column}) as e(key, value) where ${verdict.check})` } : {}) };
    },
  });
