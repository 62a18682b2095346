"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../data/api";
import { recordsPath, type RecordData, type RecordPage, type RecordsQuery } from "../data/records";

const PAGE = 200;
/** Most records a calendar or timeline shows at once; with more it says so. */
export const SPAN_MOST = 1000;

export interface SpanRows {
  readonly rows: readonly RecordData[];
  readonly isMore: boolean;
}

/** All records of a stretch of time, page after page. */
export function useSpan(entity: string, query: RecordsQuery) {
  return useQuery({
    queryKey: ["records", entity, "span", query],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<SpanRows> => {
      const rows: RecordData[] = [];
      let cursor: string | undefined;
      do {
        const page: RecordPage = await api<RecordPage>(recordsPath(entity, { ...query, limit: PAGE, count: "none" }, cursor), { signal });
        rows.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor && rows.length < SPAN_MOST);
      return { rows, isMore: cursor !== undefined };
    },
  });
}
