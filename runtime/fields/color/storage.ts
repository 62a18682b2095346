import { sql } from "kysely";
import { keep, toCheckedText } from "../families/change";
import { textStorage } from "../families/text-storage";
import type { ColorOptions } from "./field";

export const colorStorage = textStorage<ColorOptions>((from) =>
  from.type === "color" ? keep() : toCheckedText(from, "colour", (text) => sql`lower(btrim(${text}))`, (value) => sql`${value} ~ '^#[0-9a-f]{6}$'`),
);
