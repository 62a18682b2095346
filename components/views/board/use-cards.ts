"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { api } from "../../data/api";
import { recordsPath, type RecordPage, type RecordsQuery } from "../../data/records";
import { cardsKey } from "./questions";

/** Cards of a column, page after page; asked for again whenever records of the entity change. */
export function useCards(entity: string, query: RecordsQuery, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: cardsKey(entity, query),
    enabled,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => api<RecordPage>(recordsPath(entity, query, pageParam || undefined), { signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}
