import { sql } from "kysely";
import { textStorage } from "../families/text-storage";
import type { AutonumberOptions } from "./field";

/** One text column; the DDL planner makes it unique. Records that were there before keep an empty number unless the old values are texts. */
export const autonumberStorage = textStorage<AutonumberOptions>((from) => {
  if (from.type === "autonumber") return { kind: "safe" };
  if (from.type === "text") return { kind: "rewrite", using: [sql`nullif(btrim(${from.columns[0]}), '')`] };
  if (from.type === "integer") return { kind: "rewrite", using: [sql`${from.columns[0]}::text`] };
  return { kind: "refuse", reason: `Numbers of records cannot be made out of the type "${from.type}".` };
});
