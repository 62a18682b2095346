/** Attachments, node half: always one uuid[] column, so that `multiple` may change at any time without touching a row. */
import { sql } from "kysely";
import { defineStorage, type FieldStorage } from "../storage";
import { filesOf, type Attachment, type AttachmentOptions } from "./attachment";
import { onFirst } from "./operator-sql";

const KINDS = ["file", "image"];

export function attachmentStorage<O extends AttachmentOptions>(): FieldStorage<Attachment, O> {
  return defineStorage<Attachment, O>({
    columns: () => [{ suffix: "", type: "uuid[]" }],
    toRow: (value) => {
      const files = filesOf(value);
      return [files.length === 0 ? null : files.map(({ id }) => id)];
    },
    fromRow: ([list], { multiple }) => {
      const files = Array.isArray(list) ? list.filter((id) => typeof id === "string").map((id) => ({ id })) : [];
      return files.length === 0 ? null : multiple ? files : files[0]!;
    },
    operators: {
      isEmpty: onFirst((c) => sql`coalesce(cardinality(${c}), 0) = 0`),
      isNotEmpty: onFirst((c) => sql`cardinality(${c}) > 0`),
    },
    orderBy: (cols) => [cols[0]!],
    changeFrom: (from) => (KINDS.includes(from.type) ? { kind: "safe" } : { kind: "refuse", reason: `Files cannot be made out of the type "${from.type}".` }),
  });
}
