import { sql } from "kysely";
import { toTextColumn } from "../families/change";
import { textStorage } from "../families/text-storage";
import { codeLimit, type CodeOptions } from "./field";

export const codeStorage = textStorage<CodeOptions>((from, options) => {
  const limit = codeLimit(options);
  if (from.type !== "json") return toTextColumn(from, "code", limit);
  const text = sql`jsonb_pretty(${from.columns[0]})`;
  return { kind: "rewrite", using: [sql`left(${text}, ${limit}::int)`], check: sql`char_length(${text}) > ${limit}::int`, loses: `Texts longer than ${limit} characters are cut.` };
});
