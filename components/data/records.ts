"use client";
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
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

/** Pages of a list. Only the first page asks for the total: it does not change by scrolling. */
export function useRecordPages(entity: string, query: RecordsQuery, enabled = true) {
  return useInfiniteQuery({
    queryKey: ["records", entity, query],
    enabled,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => api<RecordPage>(recordsPath(entity, pageParam ? { ...query, count: "none" } : query, pageParam || undefined), { signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
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

export function useRecord(entity: string, id: string | undefined) {
  return useQuery({
    queryKey: ["record", entity, id],
    enabled: id !== undefined,
    queryFn: ({ signal }) => api<RecordData>(`/records/${entity}/${id}`, { signal }),
  });
}

/** Call after a write: everything shown of records is asked for again, the record itself is replaced at once. */
export function useRecordsChanged() {
  const client = useQueryClient();
  return useCallback(
    (entity: string, record?: RecordData) => {
      if (record) client.setQueryData(["record", entity, record.id], record);
      void client.invalidateQueries({ queryKey: ["records"] });
      void client.invalidateQueries({ queryKey: ["record"], refetchType: record ? "none" : "active" });
      void client.invalidateQueries({ queryKey: ["timeline"] });
    },
    [client],
  );
}
