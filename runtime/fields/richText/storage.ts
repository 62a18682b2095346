import { sql } from "kysely";
import { asText, columnKind, keep, refuse, trimmed } from "../families/change";
import { textStorage } from "../families/text-storage";
import type { RichTextOptions } from "./field";

/** Plain texts become escaped paragraphs; HTML stays. */
export const richTextStorage = textStorage<RichTextOptions>((from) => {
  if (columnKind(from.type) === "html") return keep();
  const text = asText(from);
  if (!text) return refuse(from, "rich text");
  const escaped = sql`replace(replace(replace(${trimmed(text)}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')`;
  return { kind: "rewrite", using: [sql`case when ${trimmed(text)} <> '' then '<p>' || replace(${escaped}, chr(10), '<br>') || '</p>' end`] };
});
