/**
 * Widget contract, browser-safe. A *widget* is one tile of a dashboard; its kind is a folder here: what it takes of a query, which
 * settings the builder offers, what it asks the gateway and how the answers become data. The screen half of a kind is in
 * components/dashboards/widgets/<kind>. Reports are kept queries of the same shape.
 *
 * - *measure*: a number over records ("sum of amount"); *group*: a field, or a date cut to a period, that records are put together by.
 * - *chosen*: conditions of the dashboard's filters as the person has set them, already bound to paths of the widget's entity.
 */
import type { Condition, Leaf } from "../expressions/condition";
import type { EvaluationEnv } from "../fields/field";
import type { Setting } from "./settings";

export const MEASURES = ["count", "sum", "avg", "min", "max"] as const;
export const BUCKETS = ["day", "week", "month", "quarter", "year"] as const;
export type Bucket = (typeof BUCKETS)[number];

export interface WidgetMeasure {
  readonly id: string;
  readonly function: (typeof MEASURES)[number];
  readonly field?: string;
}

export interface WidgetGroup {
  readonly id: string;
  readonly field: string;
  readonly by?: Bucket;
}

export interface WidgetSort {
  readonly field: string;
  readonly direction: "asc" | "desc";
}

/** What is asked of which records. */
export interface WidgetQuery {
  readonly entity?: string;
  readonly filter?: Condition;
  readonly measures: readonly WidgetMeasure[];
  readonly groupBy: readonly WidgetGroup[];
  readonly columns: readonly string[];
  readonly sort: readonly WidgetSort[];
  readonly limit?: number;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The moment and the words of fields that asking and answering may know. */
export interface WidgetEnv extends EvaluationEnv {
  readonly chosen: readonly Leaf[];
  /** Kind of value at a path of the widget's entity: "date", "dateTime", "number" … */
  feel(path: string): string | undefined;
  /** Values of a field with choices, in their order; undefined for other fields. */
  choices(path: string): readonly string[] | undefined;
}

export interface GroupsQuestion {
  readonly ask: "groups";
  readonly groupBy: readonly WidgetGroup[];
  readonly measures: readonly WidgetMeasure[];
  readonly filter?: Condition;
  /** Largest first measure first; by the groups themselves unless given. */
  readonly largest?: boolean;
}

export interface RecordsQuestion {
  readonly ask: "records";
  readonly fields: readonly string[];
  readonly sort: readonly WidgetSort[];
  readonly filter?: Condition;
  readonly limit: number;
}

export type Question = GroupsQuestion | RecordsQuestion;

/** One group: a key for each `groupBy` (a value, `{ id, title }`, or the first day of a bucket) and a value for each measure. */
export interface GroupRow {
  readonly keys: readonly unknown[];
  readonly values: readonly unknown[];
}

export interface Answer {
  readonly rows: readonly GroupRow[];
  readonly items: readonly Readonly<Record<string, unknown>>[];
  /** There was more than came. */
  readonly more: boolean;
  /** All records that fit, where they were counted. */
  readonly total?: number | null;
}

export type WidgetData =
  | { readonly shape: "grouped"; readonly rows: readonly GroupRow[]; readonly more: boolean }
  | { readonly shape: "records"; readonly items: readonly Readonly<Record<string, unknown>>[]; readonly more: boolean; readonly total: number | null }
  /** `from` and `to` bound the period, half-open; `trend` is the measure by bucket. */
  | { readonly shape: "number"; readonly value: unknown; readonly previous?: unknown; readonly from?: string; readonly to?: string; readonly trend?: readonly GroupRow[] }
  | { readonly shape: "text" };

/** Least and most of something. */
export type Amount = readonly [least: number, most: number];

export interface WidgetKind {
  readonly kind: string;
  /** lucide name in kebab-case. */
  readonly icon: string;
  /** Size a new one has, and the least it can be shown in; in cells of the grid. */
  readonly size: Size;
  readonly least: Size;
  /** Parts of a query it takes; what is absent it takes none of. `text`: it shows words and asks nothing. */
  readonly takes: { readonly measures?: Amount; readonly groupBy?: Amount; readonly columns?: Amount; readonly records?: true; readonly choices?: true; readonly text?: true };
  readonly settings: readonly Setting[];
  ask(query: WidgetQuery, env: WidgetEnv): readonly Question[];
  data(query: WidgetQuery, answers: readonly Answer[], env: WidgetEnv): WidgetData;
}

export const defineWidget = (kind: WidgetKind): WidgetKind => Object.freeze(kind);

/** Conditions that hold together; undefined when there are none. */
export function together(parts: readonly (Condition | undefined)[]): Condition | undefined {
  const given = parts.filter((part) => part !== undefined);
  return given.length > 1 ? { all: given } : given[0];
}

export const filterOf = (query: WidgetQuery, env: WidgetEnv): Condition | undefined => together([query.filter, ...env.chosen]);
