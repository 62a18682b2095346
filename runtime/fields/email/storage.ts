import { sql } from "kysely";
import { keep, toCheckedText } from "../families/change";
import { textStorage } from "../families/text-storage";
import type { EmailOptions } from "./field";

const PLAIN = "^[a-z0-9_+-]+(\\.[a-z0-9_+-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,62}$";

/** SQL knows no IDNA, so only plain ASCII addresses convert; the others are counted and can be mended first. */
export const emailStorage = textStorage<EmailOptions>((from) =>
  from.type === "email"
    ? keep()
    : toCheckedText(from, "e-mail address", (text) => sql`lower(btrim(${text}))`, (value) => sql`(${value} ~ ${PLAIN} and char_length(${value}) <= 254 and strpos(${value}, '@') <= 65)`),
);
