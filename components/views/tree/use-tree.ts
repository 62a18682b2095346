"use client";
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Condition } from "../../../runtime/expressions/condition";
import type { ClientEntity } from "../../../runtime/model/client";
import { api } from "../../data/api";
import { recordsPath, type RecordPage } from "../../data/records";
import { laneKey } from "../board/columns";
import { linesOf, type Branch, type Line } from "./tree-items";
import type { SortItem } from "../../../runtime/model/types";

const AT_ONCE = 100;
const MOST = 200;
/** Parents whose children are counted by one question. */
const COUNTED = 500;

interface TreeQuery {
  readonly field: string;
  readonly fields: readonly string[];
  readonly sort: readonly SortItem[];
  readonly filter?: Condition;
  readonly q?: string;
  readonly deleted?: boolean;
}

export interface TreeData {
  readonly lines: readonly Line[];
  readonly total: number | undefined;
  readonly isPending: boolean;
  readonly error: Error | null;
  retry(): void;
  /** Shows more of a branch. */
  more(parent: string): void;
}

/** Loads the top of the tree and each branch that is open. With a filter or a search the top is what was found, wherever it stands. */
export function useTree(entity: ClientEntity, { field, fields, sort, filter, q, deleted }: TreeQuery, open: ReadonlySet<string>): TreeData {
  const [sizes, setSizes] = useState<Readonly<Record<string, number>>>({});
  const parents = useMemo(() => ["", ...open], [open]);
  const isFound = filter !== undefined || q !== undefined;
  const answers = useQueries({
    queries: parents.map((parent) => {
      const own: Condition | undefined = parent ? { field, op: "eq", value: parent } : isFound ? filter : { field, op: "isEmpty" };
      const query = { fields, sort, filter: own, q: parent ? undefined : q, deleted: parent ? undefined : deleted, limit: sizes[parent] ?? AT_ONCE, count: parent ? ("none" as const) : ("exact" as const) };
      return { queryKey: ["records", entity.name, "tree", query], placeholderData: keepPreviousData, queryFn: ({ signal }: { signal: AbortSignal }) => api<RecordPage>(recordsPath(entity.name, query), { signal }) };
    }),
  });
  const rows = answers.flatMap((answer) => answer.data?.items ?? []);
  const ids = [...new Set(rows.map((row) => row.id))].sort().slice(0, COUNTED);
  const counted = useQuery({
    queryKey: ["records", entity.name, "tree counts", field, ids],
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api<{ rows: Record<string, unknown>[] }>(`/records/${entity.name}/aggregate`, { method: "POST", signal, body: { filter: { field, op: "in", value: ids }, groupBy: [{ field }], measures: [{ as: "count", function: "count" }] } }),
  });
  const counts = new Map((counted.data?.rows ?? []).map((row) => [laneKey(row[field]), Number(row.count)]));
  const branches = new Map(parents.map((parent, index): [string, Branch] => [parent, { rows: answers[index]?.data?.items ?? [], hasMore: Boolean(answers[index]?.data?.nextCursor) && (sizes[parent] ?? AT_ONCE) < MOST, isPending: answers[index]?.isPending ?? false }]));
  return {
    lines: linesOf(branches, open, counts),
    total: answers[0]?.data?.total ?? undefined,
    isPending: answers[0]?.isPending ?? true,
    error: answers[0]?.data ? null : (answers[0]?.error ?? null),
    retry: () => void answers[0]?.refetch(),
    more: (parent) => setSizes((old) => ({ ...old, [parent]: MOST })),
  };
}
