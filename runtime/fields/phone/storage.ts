import { sql } from "kysely";
import { keep, toCheckedText } from "../families/change";
import { textStorage } from "../families/text-storage";
import type { PhoneOptions } from "./field";

/** Only numbers with their country code convert: SQL does not guess countries. */
export const phoneStorage = textStorage<PhoneOptions>((from) =>
  from.type === "phone" ? keep() : toCheckedText(from, "telephone number", (text) => sql`regexp_replace(${text}, '[\\s().\\-/]', '', 'g')`, (value) => sql`${value} ~ '^\\+[1-9]\\d{6,14}$'`),
);
