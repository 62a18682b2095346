/** Titles and texts for one reader: his language, his time zone, only values he sees. */
import { sql } from "kysely";
import { replaceMentions } from "../activity/mentions";
import { sys } from "../db/schemas";
import { fieldType } from "../fields/index";
import { relationOf } from "../fields/traits";
import { isAppError } from "../kernel/errors";
import type { Ctx } from "../kernel/context";
import type { FieldModel, Label } from "../model/types";
import { contextOf } from "../mail/reader";
import { PLACEHOLDER, placeholdersIn } from "../model/kinds/notification/placeholders";
import { readingOf } from "../queries/caller";
import { Source } from "../queries/scope";
import { NOTIFICATION_LIMITS } from "./limits";
import type { Occurrence, Reader, Telling } from "./occurrence";
import { word } from "./words";

/** In the place of what is empty, or not for the reader's eyes: which of the two, the text does not tell. */
export const NOTHING = "—";

export const wordsIn = (label: Label, language: string): string => label[language] ?? label[language.split("-")[0]!] ?? label["en"] ?? Object.values(label)[0] ?? "";

/** Fills placeholders with values; one line, of limited length. Values are text and stay text: what stands in them is no placeholder. */
export const fill = (template: string, values: ReadonlyMap<string, string>): string => clip(template.replace(PLACEHOLDER, (_, name: string) => values.get(name) ?? NOTHING));

export function clip(text: string): string {
  const oneLine = text.replace(/[\s\0\u2028\u2029]+/g, " ").trim();
  return oneLine.length > NOTIFICATION_LIMITS.text ? `${oneLine.slice(0, NOTIFICATION_LIMITS.text - 1)}…` : oneLine;
}

/** Values of the placeholders of some templates, as the reader sees them. */
export async function valuesFor(telling: Telling, reader: Reader, occurrence: Occurrence, templates: readonly string[]): Promise<Map<string, string>> {
  const names = [...new Set(templates.flatMap(placeholdersIn))];
  const values = await fieldValues(telling, reader, occurrence, names.filter((name) => !name.startsWith("@")));
  if (names.includes("@actor")) values.set("@actor", await actorName(telling, reader, occurrence));
  if (names.includes("@post")) values.set("@post", await postWords(telling, occurrence));
  return values;
}

async function fieldValues(telling: Telling, reader: Reader, { entity, recordId, verb }: Occurrence, paths: readonly string[]): Promise<Map<string, string>> {
  const { db, model, queries, now } = telling;
  const source = new Source(readingOf(model, reader.principal), entity, "t", false);
  const known = paths.flatMap((path) => {
    const field = fieldAt(source, path);
    return field ? [{ path, ...field }] : [];
  });
  const ctx = contextOf(reader, now);
  const [found] = known.length === 0 ? [] : await queries.read({ db, model, ctx }, entity.name, [recordId], { paths: known.map(({ path }) => path), trusted: false, trash: verb === "delete" ? "with" : "without", lock: false, questions: [] });
  return new Map(known.map(({ path, field, masked }) => [path, shown(field, masked, valueAt(found?.record, path), ctx) || NOTHING]));
}

/** Undefined for a path the reader does not know. */
function fieldAt(source: Source, path: string): { field: FieldModel; masked: boolean } | undefined {
  try {
    const { field, masked } = source.resolve(path);
    return { field, masked };
  } catch (error) {
    if (isAppError(error)) return undefined;
    throw error;
  }
}

/** Answers hold a path under its own name, or step by step. */
function valueAt(record: Readonly<Record<string, unknown>> | undefined, path: string): unknown {
  if (!record || path in record) return record?.[path];
  return path.split(".").reduce<unknown>((value, step) => (value !== null && typeof value === "object" ? (value as Record<string, unknown>)[step] : undefined), record);
}

interface Titled {
  readonly title?: string | null;
  readonly name?: string;
}

function shown(field: FieldModel, masked: boolean, value: unknown, { language, timeZone }: Ctx): string {
  if (value === null || value === undefined) return "";
  if (masked) return typeof value === "string" ? value : "";
  const type = fieldType(field.type);
  if (relationOf(field) !== undefined || type.traits?.files) return (Array.isArray(value) ? (value as Titled[]) : [value as Titled]).map((item) => item.title ?? item.name ?? "").filter(Boolean).join(", ");
  return type.format(value as never, field.options, { language, timeZone });
}

async function actorName({ db }: Telling, { language }: Reader, { actorId }: Occurrence): Promise<string> {
  if (!actorId) return word(language, "system");
  const [row] = await db.run<{ name: string }>(sql`select name from ${sys("users")} where id = ${actorId}::uuid`);
  return row?.name ?? NOTHING;
}

async function postWords({ db }: Telling, { part }: Occurrence): Promise<string> {
  const [row] = part ? await db.run<{ body: string }>(sql`select body from ${sys("posts")} where id = ${part.id}::uuid and deleted_at is null`) : [];
  return row ? clip(replaceMentions(row.body, ({ name }) => `@${name}`)) : NOTHING;
}
