/**
 * Conversions between types, in SQL. Columns are of a few *kinds*; a change is decided by the kind it comes from.
 * Every `using` is guarded by the same condition that `check` negates, so it never raises: what does not convert becomes empty.
 */
import { sql } from "kysely";
import type { Change, Sql } from "../storage";

export type ColumnKind = "text" | "html" | "integer" | "numeric" | "boolean" | "date" | "dateTime" | "time" | "duration" | "money" | "texts";
export type ChangeSource = { type: string; options: object; columns: readonly Sql[] };

const KINDS: Readonly<Record<string, ColumnKind>> = {
  text: "text", longText: "text", markdown: "text", email: "text", phone: "text", url: "text", color: "text", select: "text", code: "text", autonumber: "text",
  richText: "html", integer: "integer", rating: "integer", decimal: "numeric", percent: "numeric", money: "money", boolean: "boolean",
  date: "date", dateTime: "dateTime", time: "time", duration: "duration", multiSelect: "texts", tags: "texts",
};

/** Greatest length of a stored text of these types when the options do not say; others are unlimited. */
const TEXT_LIMITS: Readonly<Record<string, number>> = { text: 255, email: 254, phone: 16, color: 7, select: 100, url: 2000, autonumber: 100 };

/** What the columns of a type hold; undefined when its data cannot be converted (relations, files, objects …). */
export const columnKind = (type: string): ColumnKind | undefined => (Object.hasOwn(KINDS, type) ? KINDS[type] : undefined);

export const refuse = (from: ChangeSource, to: string): Change => ({
  kind: "refuse",
  reason: `Values of type ${from.type} cannot be turned into ${to}. Add a new field and move the data with an import.`,
});

export const keep = (): Change => ({ kind: "safe" });

/** `value` where `valid` holds, otherwise empty; rows of the second sort are counted by `check`. */
export function convert(source: Sql, value: Sql, valid: Sql, loses: string): Change {
  return {
    kind: "rewrite",
    using: [sql`case when ${valid} then ${value} end`],
    check: sql`(${source} is not null and (${valid}) is not true)`,
    loses,
  };
}

/** The value as the type's own toText writes it; undefined for kinds without a plain text. */
export function asText(from: ChangeSource): Sql | undefined {
  const column = from.columns[0]!;
  switch (columnKind(from.type)) {
    case "text":
      return column;
    case "integer":
      return sql`${column}::text`;
    case "numeric":
      return sql`trim_scale(${column})::text`;
    case "boolean":
      return sql`case when ${column} then 'true' when not ${column} then 'false' end`;
    case "date":
      return sql`to_char(${column}, 'YYYY-MM-DD')`;
    case "dateTime":
      return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
    case "time":
      return sql`regexp_replace(to_char(${column}::interval, 'HH24:MI:SS'), ':00$', '')`;
    case "money":
      return sql`trim_scale(${column})::text || ' ' || ${from.columns[1]!}`;
    case "texts":
      return sql`nullif(array_to_string(${column}, ', '), '')`;
    default:
      return undefined;
  }
}

/** What JavaScript's trim() takes off. */
const SPACES = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";
/** Without the spaces at both ends that JavaScript's trim() takes off. */
export const trimmed = (text: Sql): Sql => sql`btrim(${text}, ${SPACES}::text)`;
const trims = { both: trimmed, end: (text: Sql) => sql`rtrim(${text}, ${SPACES}::text)`, none: (text: Sql) => text } as const;

/** To a text column of at most `limit` characters; longer texts are cut. `trim`: which spaces the target type takes off. */
export function toTextColumn(from: ChangeSource, to: string, limit = Infinity, trim: keyof typeof trims = "none"): Change {
  const text = asText(from);
  if (!text) return refuse(from, to);
  const isText = columnKind(from.type) === "text";
  if (isText && limitOf(from) <= limit) return keep();
  if (limit === Infinity) return { kind: "rewrite", using: [sql`nullif(${trims[trim](text)}, '')`] };
  const cut = trims[trim](sql`left(${trims[trim](text)}, ${limit}::int)`);
  return {
    kind: "rewrite", using: [sql`nullif(${cut}, '')`],
    check: sql`char_length(${trims[trim](text)}) > ${limit}::int`, loses: `Texts longer than ${limit} characters are cut.`,
  };
}

/** To a text column that takes only some texts: `normal` gives the stored form of a source text, `valid` tells whether it is one. */
export function toCheckedText(from: ChangeSource, to: string, normal: (text: Sql) => Sql, valid: (normal: Sql) => Sql): Change {
  const source = columnKind(from.type) === "text" ? from.columns[0]! : undefined;
  if (!source) return refuse(from, to);
  const value = normal(source);
  return convert(source, value, valid(value), `Texts that are not a valid ${to} become empty.`);
}

function limitOf(from: ChangeSource): number {
  const given = (from.options as { maxLength?: unknown }).maxLength;
  return typeof given === "number" ? given : (TEXT_LIMITS[from.type] ?? Infinity);
}

/** A source text as a number text: spaces out, comma to point. Give it to a cast only where `isNumberText` holds. */
export const numberText = (text: Sql): Sql => sql`replace(regexp_replace(${text}, '[\\s\u00a0\u202f]', '', 'g'), ',', '.')`;
export const isNumberText = (text: Sql): Sql => sql`${numberText(text)} ~ '^[-+]?\\d{1,30}(\\.\\d{1,30})?$'`;

/** The source as a numeric expression and where that expression may be evaluated; undefined when it holds no numbers. */
export function asNumeric(from: ChangeSource): { value: Sql; valid: Sql } | undefined {
  const column = from.columns[0]!;
  switch (columnKind(from.type)) {
    case "text":
      return { value: sql`${numberText(column)}::numeric`, valid: isNumberText(column) };
    case "integer":
    case "numeric":
    case "money":
      return { value: sql`${column}::numeric`, valid: sql`${column} is not null` };
    case "boolean":
      return { value: sql`${column}::int::numeric`, valid: sql`${column} is not null` };
    default:
      return undefined;
  }
}
