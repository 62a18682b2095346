import { sql } from "kysely";
import { toTextColumn } from "../families/change";
import { textStorage } from "../families/text-storage";
import type { CodeOptions } from "./field";

export const codeStorage = textStorage<CodeOptions>((from) =>
  from.type === "json" ? { kind: "rewrite", using: [sql`jsonb_pretty(${from.columns[0]})`] } : toTextColumn(from, "code"),
);
