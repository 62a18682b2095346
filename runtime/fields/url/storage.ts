import { sql } from "kysely";
import { keep, toCheckedText } from "../families/change";
import { textStorage } from "../families/text-storage";
import type { UrlOptions } from "./field";

/** SQL has no URL parser: addresses of plain ASCII in an unambiguous form convert, the others are counted. */
const PLAIN = "^https?://([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,62}/[A-Za-z0-9_~,;/?=&+.-]*$";

export const urlStorage = textStorage<UrlOptions>((from) =>
  from.type === "url"
    ? keep()
    : toCheckedText(
        from,
        "web address",
        (text) => sql`regexp_replace(btrim(${text}), '^(https?://[^/?#]+)$', '\\1/')`,
        (value) => sql`(${value} ~ ${PLAIN} and ${value} !~ '/\\.' and ${value} !~ '//[^/]*//' and char_length(${value}) <= 2000)`,
      ),
);
