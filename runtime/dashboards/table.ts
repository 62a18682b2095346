/** Grouped data as a table with words: for files and letters, where no screen is there to name things. */
import type { ExportColumn } from "../exchange/columns";
import { fieldType } from "../fields/index";
import type { EntityModel, FieldModel } from "../model/types";
import type { QueryContext } from "../queries";
import { measuredText } from "../widgets/measured";
import type { Bucket, GroupRow, WidgetData, WidgetGroup } from "../widgets/widget";
import { fieldAt } from "./answer";
import { word } from "./words";

/** What tables need to know of a query. */
export interface TableQuery {
  readonly measures: readonly { readonly id: string; readonly function: "count" | "sum" | "avg" | "min" | "max"; readonly field?: string; readonly label?: string }[];
  readonly groupBy: readonly WidgetGroup[];
}

/** A column of a file, with what a letter says in its place. */
export interface TableColumn extends ExportColumn {
  said?(value: unknown): string;
}

export interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

interface Reader {
  readonly language: string;
  readonly timeZone: string;
}

/** First day of a bucket as people write it: "2026", "Q1 2026", "March 2026", "1 Mar 2026". */
export function bucketText(day: string, by: Bucket, language: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const text = (options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" }).format(date);
  if (by === "year") return day.slice(0, 4);
  if (by === "quarter") return `Q${Math.floor(date.getUTCMonth() / 3) + 1} ${day.slice(0, 4)}`;
  return by === "month" ? text({ month: "long", year: "numeric" }) : text({ dateStyle: "medium" });
}

/** Text of a key of a group. */
export function keyText(field: FieldModel | undefined, { by }: WidgetGroup, key: unknown, reader: Reader): string {
  if (key === null || key === undefined) return word(reader.language, "empty");
  if (by && typeof key === "string") return bucketText(key, by, reader.language);
  if (typeof key === "object" && "title" in key) return String(key.title ?? "");
  return field ? fieldType(field.type).format(key as never, field.options, reader) || String(key) : String(key);
}

const labelOf = (field: FieldModel, language: string): string => field.label[language] ?? field.label["en"] ?? field.name;

export function tableOf({ model, ctx }: QueryContext, entity: EntityModel, query: TableQuery, data: WidgetData): Table {
  const reader = { language: ctx.language, timeZone: ctx.timeZone };
  const any = entity.fieldByName.get("version")!; // a whole number: what counts are
  const groups = query.groupBy.map((group, i): ExportColumn => {
    const field = fieldAt(model, entity, group.field);
    return { path: `g${i}`, header: field ? labelOf(field, ctx.language) : group.field, field: field ?? any, masked: false, isIds: true, text: (key) => keyText(field, group, key, reader) };
  });
  const measures = query.measures.map((measure, i): TableColumn => {
    const field = measure.field === undefined ? undefined : fieldAt(model, entity, measure.field);
    const header = measure.label ?? word(ctx.language, field ? measure.function : "count", { field: field ? labelOf(field, ctx.language) : "" });
    return { path: `m${i}`, header, field: any, masked: false, isIds: false, text: (value) => (value === null || value === undefined ? "" : String(value)), said: (value) => measuredText(field, measure.function, value, reader) };
  });
  return { columns: [...groups, ...measures], rows: rowsOf(data).map(({ keys, values }) => Object.fromEntries([...keys.map((key, i) => [`g${i}`, key]), ...values.map((value, i) => [`m${i}`, value])])) };
}

function rowsOf(data: WidgetData): readonly GroupRow[] {
  if (data.shape === "grouped") return data.rows;
  return data.shape === "number" ? [{ keys: [], values: [data.value] }] : [];
}
