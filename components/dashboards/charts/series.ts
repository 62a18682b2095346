/** Rows of groups → places on an axis and series over them. Pure. */
import { keyText } from "../../../runtime/widgets/families/grouped";
import type { GroupRow } from "../../../runtime/widgets/widget";

export interface Place {
  readonly key: unknown;
  readonly label: string;
}

export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** Key of the second group, when there is one: `[place.key, ...keys]` are the records behind a point. */
  readonly keys: readonly unknown[];
  /** Index of its measure. */
  readonly measure: number;
}

export interface ChartModel {
  readonly places: readonly Place[];
  readonly series: readonly Series[];
}

interface Names {
  key(group: number, key: unknown): string;
  measure(index: number): string;
}

const toNumber = (value: unknown): number | null => (value === null || value === undefined || Number.isNaN(Number(value)) ? null : Number(value));

/** With one group a series for each measure; with two a series of the first measure for each key of the second group. */
export function chartModel(groups: number, measures: number, rows: readonly GroupRow[], names: Names): ChartModel {
  const first = distinct(rows.map(({ keys }) => keys[0]));
  const places = first.map((key) => ({ key, label: names.key(0, key) }));
  const at = new Map(first.map((key, i) => [keyText(key), i]));
  const line = (of: readonly GroupRow[], measure: number): (number | null)[] => {
    const values = Array<number | null>(first.length).fill(null);
    for (const row of of) values[at.get(keyText(row.keys[0]))!] = toNumber(row.values[measure]);
    return values;
  };
  if (groups < 2) return { places, series: Array.from({ length: measures }, (_, i) => ({ name: names.measure(i), values: line(rows, i), keys: [], measure: i })) };
  const second = distinct(rows.map(({ keys }) => keys[1]));
  return { places, series: second.map((key) => ({ name: names.key(1, key), keys: [key], measure: 0, values: line(rows.filter(({ keys }) => keyText(keys[1]) === keyText(key)), 0) })).filter(({ values }) => values.some((value) => value !== null && value !== 0)) };
}

const distinct = (keys: readonly unknown[]): unknown[] => [...new Map(keys.map((key) => [keyText(key), key])).values()];
