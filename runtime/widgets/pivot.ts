/** Pivot: groups of two fields as rows × columns with totals. Browser-safe. */
import { keyText } from "./families/grouped";
import type { GroupRow } from "./widget";

export interface Pivot {
  readonly rows: readonly { readonly key: unknown; readonly cells: readonly (number | null)[]; readonly total: number | null }[];
  readonly columns: readonly unknown[];
  readonly totals: readonly (number | null)[];
  readonly total: number | null;
}

/** Measures that add up; of averages, and of the least and the most, no total is shown. */
const ADDS: ReadonlySet<string> = new Set(["count", "sum"]);

export function pivotOf(rows: readonly GroupRow[], measure: string): Pivot {
  const rowKeys = distinct(rows.map(({ keys }) => keys[0]));
  const columnKeys = distinct(rows.map(({ keys }) => keys[1]));
  const cells = new Map(rows.map(({ keys, values }) => [`${keyText(keys[0])} ${keyText(keys[1])}`, values[0]]));
  const add = (values: readonly (number | null)[]): number | null => (ADDS.has(measure) ? values.reduce<number>((sum, value) => sum + (value ?? 0), 0) : null);
  const body = rowKeys.map((key) => {
    const found = columnKeys.map((column) => toNumber(cells.get(`${keyText(key)} ${keyText(column)}`)));
    return { key, cells: found, total: add(found) };
  });
  return { rows: body, columns: columnKeys, totals: columnKeys.map((_, i) => add(body.map((row) => row.cells[i] ?? null))), total: add(body.map((row) => row.total)) };
}

const toNumber = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));
const distinct = (keys: readonly unknown[]): unknown[] => [...new Map(keys.map((key) => [keyText(key), key])).values()];
