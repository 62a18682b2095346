"use client";
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Condition } from "../../runtime/expressions/condition";
import type { ClientEntity, ClientField } from "../../runtime/model/client";
import type { ListGroup } from "../../runtime/model/types";
import { api } from "../data/api";
import { fieldOf } from "../data/model";
import { recordsPath, type RecordData, type RecordPage, type RecordsQuery } from "../data/records";
import { figureOf, groupFilter, groupKey, isMoney, mergeSums, type Sums } from "./group-values";
import type { ListColumn } from "./list-state";

export interface Group {
  readonly key: string;
  /** Value of the field, or the first day of the period; null where it is empty. */
  readonly value: unknown;
  readonly count: number;
  readonly sums: Sums;
  readonly open: boolean;
}

type Answer = readonly Record<string, unknown>[];
interface Asked {
  readonly filter?: Condition;
  readonly q?: string;
}

const ROWS = 100;
const ROWS_MOST = 200;
/** With more groups than this they begin closed. */
const OPEN_MOST = 12;

function aggregate(entity: string, { filter, q }: Asked, groupBy: readonly object[], measures: readonly object[], signal: AbortSignal): Promise<Answer> {
  return api<{ rows: Answer }>(`/records/${entity}/aggregate`, { method: "POST", signal, body: { filter, q: q || undefined, groupBy, measures } }).then((answer) => answer.rows);
}

/**
 * Counts, and the figures of the columns that have one, for each group (one for all without `group`). Money is reckoned by currency,
 * each of its columns for itself: a record may have its prices in different ones.
 */
export function useSums(entity: ClientEntity, asked: Asked, columns: readonly ListColumn[], group: ListGroup | undefined, enabled: boolean) {
  const figures = useMemo(() => columns.flatMap((column) => {
    const figure = figureOf(column);
    return figure ? [{ path: column.path, function: figure, isMoney: isMoney(column) }] : [];
  }), [columns]);
  return useQuery({
    queryKey: ["rows", entity.name, "sums", asked, group, figures],
    enabled: enabled && (group !== undefined || figures.length > 0),
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const by = group ? [group] : [];
      const plain = figures.filter((one) => !one.isMoney).slice(0, 9);
      const money = figures.filter((one) => one.isMoney).slice(0, 4);
      const counted = aggregate(entity.name, asked, by, [{ as: "count", function: "count" }, ...plain.map(({ path, function: name }, index) => ({ as: `sum${index}`, function: name, field: path }))], signal);
      const priced = money.map(({ path, function: name }) => aggregate(entity.name, asked, [...by, { field: path, by: "currency" }], [{ as: "sum", function: name, field: path }], signal));
      return mergeSums(group, await counted, plain.map(({ path }) => path), await Promise.all(priced), money.map(({ path }) => path));
    },
  });
}

/** Groups of a field with choices stand as its choices do, those of a reference by its title, the empty one last. */
function inOrder<T extends { readonly value: unknown }>(groups: readonly T[], field: ClientField | undefined): readonly T[] {
  const choices = Array.isArray(field?.options.choices) ? (field.options.choices as { value: string }[]).map((choice) => choice.value) : [];
  const place = ({ value }: T): number => (value === null ? choices.length + 1 : choices.includes(String(value)) ? choices.indexOf(String(value)) : choices.length);
  const title = ({ value }: T): string => (typeof value === "object" && value !== null && "title" in value ? String(value.title) : "");
  return [...groups].sort((a, b) => place(a) - place(b) || title(a).localeCompare(title(b)));
}

export interface GroupedRows {
  readonly groups: readonly Group[];
  rowsOf(group: Group): readonly RecordData[];
  toggle(group: Group): void;
  toggleAll(): void;
}

/** Groups of a list, each with its rows as soon as it is open; a group shows its first rows, the whole of it is a filter away. */
export function useGroups(entity: ClientEntity, query: RecordsQuery, group: ListGroup | undefined, columns: readonly ListColumn[], at: (day: string) => string): GroupedRows & { readonly pending: boolean; readonly error: Error | null } {
  const { data, isPending, error } = useSums(entity, { filter: query.filter, q: query.q }, columns, group, group !== undefined);
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const all = useMemo(() => (group && data ? inOrder(data, fieldOf(entity, group.field)) : []), [group, data, entity]);
  const openFirst = all.length <= OPEN_MOST;
  const groups = all.map((one) => ({ ...one, key: groupKey(one.value), open: openFirst !== turned.has(groupKey(one.value)) }));
  const open = groups.filter((one) => one.open);
  const pages = useQueries({
    queries: open.map((one) => {
      const own = groupFilter(group!, one.value, at);
      const filter: Condition = query.filter ? { all: [own, query.filter] } : own;
      const limit = Math.min(ROWS_MOST, Math.max(ROWS, Math.min(one.count, ROWS_MOST)));
      return { queryKey: ["rows", entity.name, "group", { ...query, filter, limit }], placeholderData: keepPreviousData, queryFn: ({ signal }: { signal: AbortSignal }) => api<RecordPage>(recordsPath(entity.name, { ...query, filter, limit, count: "none" }), { signal }) };
    }),
  });
  const toggle = (one: Group) => setTurned((old) => new Set(old.has(one.key) ? [...old].filter((key) => key !== one.key) : [...old, one.key]));
  const toggleAll = () => setTurned(new Set(open.length > 0 === openFirst ? groups.map((one) => one.key) : []));
  return { groups, pending: group !== undefined && isPending, error, toggle, toggleAll, rowsOf: (one) => pages[open.findIndex((other) => other.key === one.key)]?.data?.items ?? [] };
}
