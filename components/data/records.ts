"use client";
import { keepPreviousData, type InfiniteData, type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Condition } from "../../runtime/expressions/condition";
import type { SortItem } from "../../runtime/model/types";
import { api, queryString } from "./api";

export type RecordData = Record<string, unknown> & { readonly id: string };

export interface RecordPage {
  readonly items: readonly RecordData[];
  readonly nextCursor: string | null;
  readonly total: number | null;
}

/** A reference value as the API gives it. */
export interface RefValue {
  readonly id: string;
  readonly title?: string;
}

export interface RecordsQuery {
  readonly fields?: readonly string[];
  readonly sort?: readonly SortItem[];
  readonly filter?: Condition;
  readonly q?: string;
  readonly limit?: number;
  readonly count?: "exact" | "estimate" | "none";
  readonly deleted?: boolean;
}

export const sortText = (sort: readonly SortItem[]): string => sort.map((item) => (item.direction === "desc" ? "-" : "") + item.field).join(",");

export function recordsPath(entity: string, query: RecordsQuery, cursor?: string): string {
  return `/records/${entity}${queryString({
    fields: query.fields?.join(","),
    sort: query.sort && sortText(query.sort),
    filter: query.filter,
    q: query.q,
    limit: query.limit,
    count: query.count,
    deleted: query.deleted ? "true" : undefined,
    cursor,
  })}`;
}

/** One page, for lookups, related lists and children. */
export function useRecords(entity: string, query: RecordsQuery, enabled = true) {
  return useQuery({
    queryKey: ["records", entity, "page", query],
    enabled,
    queryFn: ({ signal }) => api<RecordPage>(recordsPath(entity, query), { signal }),
    placeholderData: keepPreviousData,
  });
}

/** One record; until it is here, what a list or a lookup has shown of it (`isPlaceholderData`: some fields are missing then). */
export function useRecord(entity: string, id: string | undefined) {
  const client = useQueryClient();
  return useQuery<RecordData>({
    queryKey: ["record", entity, id],
    enabled: id !== undefined,
    placeholderData: () => (id === undefined ? undefined : knownOf(client, entity, id)),
    queryFn: ({ signal }) => api<RecordData>(`/records/${entity}/${id}`, { signal }),
  });
}

/** The fullest row about a record among the pages that were loaded for lists. */
function knownOf(client: QueryClient, entity: string, id: string): RecordData | undefined {
  const pages = client.getQueriesData<RecordPage | InfiniteData<RecordPage>>({ predicate: ({ queryKey: [kind, of] }) => (kind === "records" || kind === "rows") && of === entity });
  const rows = pages.flatMap(([, data]) => (data && "pages" in data ? data.pages : data ? [data] : [])).flatMap((page) => (Array.isArray(page.items) ? page.items.filter((item) => item.id === id) : []));
  return rows.sort((a, b) => Object.keys(b).length - Object.keys(a).length)[0];
}

/** Call after a write: everything shown of records is asked for again, the record itself is replaced at once. */
export function useRecordsChanged() {
  const client = useQueryClient();
  return useCallback(
    (entity: string, record?: RecordData) => {
      if (record) client.setQueryData(["record", entity, record.id], record);
      void client.invalidateQueries({ queryKey: ["records"] });
      // Lists out of sight begin with their first pages when they come back; one in sight hears of changes by the event stream.
      client.setQueriesData<InfiniteData<RecordPage>>({ queryKey: ["rows"], type: "inactive", predicate: (query) => Array.isArray((query.state.data as { pages?: unknown } | undefined)?.pages) }, (old) => old && { pages: old.pages.slice(0, 4), pageParams: old.pageParams.slice(0, 4) });
      void client.invalidateQueries({ queryKey: ["rows"], refetchType: "none" });
      void client.invalidateQueries({ queryKey: ["record"], refetchType: record ? "none" : "active" });
      void client.invalidateQueries({ queryKey: ["timeline"] });
    },
    [client],
  );
}
