"use client";
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { api, ApiError } from "../data/api";
import { onLive } from "../data/live";
import type { FirstRows } from "./list-query";
import { recordsPath, type RecordData, type RecordPage, type RecordsQuery } from "../data/records";

type Pages = InfiniteData<RecordPage, string>;

/** Records the server gives at once. */
const MOST = 200;
const SETTLE_MS = 250;

export interface Rows {
  /** The rows as they came, page by page: a page that is there stays the same while others come. */
  readonly pages: readonly (readonly RecordData[])[];
  readonly rows: readonly RecordData[];
  readonly total: number | undefined;
  readonly hasMore: boolean;
  readonly pending: boolean;
  readonly error: Error | null;
  /** Rows of the former query are shown until those of the new one arrive. */
  readonly stale: boolean;
  /** Records that came into being since the list was loaded. */
  readonly fresh: number;
  more(): void;
  /** Begins again from the top. */
  reload(): Promise<unknown>;
  /** Asks again for these rows alone; those that are gone or no longer fit leave the list. */
  refresh(ids: readonly string[]): void;
}

/** Where all rows of an entity are kept, whatever the query. */
export const rowsKey = (entity: string) => ["rows", entity] as const;

/**
 * Rows of a list by pages. Changes made here or elsewhere are brought in row by row, so that a list of thousands is not loaded again
 * for one of them; new records are counted and wait for the person to ask for them.
 */
export function useRows(entity: ClientEntity, query: RecordsQuery, enabled: boolean, first?: FirstRows): Rows {
  const client = useQueryClient();
  const key = useMemo(() => [...rowsKey(entity.name), query], [entity.name, query]);
  const [fresh, setFresh] = useState(0);
  // Asked for by the page with the same words; on the way through it, what is undefined is left out.
  const came = useMemo(() => (first && JSON.stringify(first.query) === JSON.stringify(query) ? first.page : undefined), [first, query]);
  const pages = useInfiniteQuery({
    queryKey: key,
    enabled,
    initialPageParam: "",
    // The first page is as long as the list says; whoever scrolls on gets as much as there is at once.
    queryFn: ({ pageParam, signal }) => api<RecordPage>(recordsPath(entity.name, { ...query, count: "none", ...(pageParam ? { limit: MOST } : {}) }, pageParam || undefined), { signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    initialData: came && { pages: [came], pageParams: [""] },
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    // Only what a write of this page made old (records.ts) is loaded again; the rest is brought up to date row by row.
    refetchOnMount: (cached) => cached.state.isInvalidated,
    refetchOnWindowFocus: false,
  });
  const count = useQuery({
    queryKey: ["rows", entity.name, "count", query.filter, query.q, query.deleted],
    initialData: came,
    staleTime: 5_000,
    queryFn: ({ signal }) => api<RecordPage>(recordsPath(entity.name, { fields: ["id"], filter: query.filter, q: query.q, deleted: query.deleted, limit: 1, count: "exact" }), { signal }),
    placeholderData: keepPreviousData,
  });
  const { fetchNextPage, isFetchingNextPage, refetch } = pages;
  const recount = count.refetch;
  const shownPages = useMemo(() => pages.data?.pages.map((page) => page.items) ?? [], [pages.data]);
  const rows = useMemo(() => shownPages.flat(), [shownPages]);

  const refresh = useCallback(
    (ids: readonly string[]) => {
      for (let from = 0; from < ids.length; from += MOST) {
        const asked = ids.slice(from, from + MOST);
        const only = { field: "id", op: "in", value: asked } as const;
        const path = recordsPath(entity.name, { ...query, filter: query.filter ? { all: [only, query.filter] } : only, limit: MOST, count: "none" });
        api<RecordPage>(path).then(
          (page) => client.setQueryData<Pages>(key, (old) => old && withRows(old, asked, page.items)),
          (error: unknown) => {
            // What is shown stays as it is; the next change or load brings the truth.
            if (!(error instanceof ApiError)) throw error;
          },
        );
      }
      void recount();
    },
    [client, entity.name, key, query, recount],
  );
  const reload = useCallback(() => {
    setFresh(0);
    // Only the first page: the others come as one scrolls.
    client.setQueryData<Pages>(key, (old) => old && { pages: old.pages.slice(0, 1), pageParams: old.pageParams.slice(0, 1) });
    return Promise.all([refetch(), recount()]);
  }, [client, key, recount, refetch]);

  useChanges(entity.name, rows, { refresh, arrived: (by) => setFresh((known) => known + by) });
  useEffect(() => setFresh(0), [key]);
  const shown = useRef(rows);
  shown.current = rows;
  useEffect(() => {
    // Back from a record: the rows are there at once, and what changed meanwhile follows.
    if (shown.current.length > 0 && came === undefined) refresh(shown.current.slice(0, MOST).map((row) => row.id));
    // Once, when the list appears.
  }, []);

  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  return { pages: shownPages, rows, total: count.data?.total ?? undefined, hasMore: pages.hasNextPage, pending: pages.isPending && enabled, error: pages.error, stale: pages.isPlaceholderData, fresh, more, reload, refresh };
}

/** The pages with the rows that came; those asked for that did not come are gone. */
export function withRows(data: Pages, asked: readonly string[], came: readonly RecordData[]): Pages {
  const byId = new Map(came.map((row) => [row.id, row]));
  const isAsked = new Set(asked);
  return { ...data, pages: data.pages.map((page) => (page.items.some((row) => isAsked.has(row.id)) ? { ...page, items: page.items.flatMap((row) => (isAsked.has(row.id) ? (byId.get(row.id) ?? []) : [row])) } : page)) };
}

interface Changes {
  refresh(ids: readonly string[]): void;
  arrived(count: number): void;
}

/** Collects events for a moment: an import changes thousands of records in a second. */
function useChanges(entity: string, rows: readonly RecordData[], { refresh, arrived }: Changes): void {
  const waiting = useRef({ changed: new Set<string>(), created: new Set<string>(), timer: undefined as ReturnType<typeof setTimeout> | undefined });
  const state = useRef({ rows, refresh, arrived });
  state.current = { rows, refresh, arrived };
  const settle = useCallback(() => {
    const { changed, created } = waiting.current;
    const { rows: shown, refresh: ask, arrived: tell } = state.current;
    const known = new Set(shown.map((row) => row.id));
    const old = [...changed].filter((id) => known.has(id));
    const fresh = [...created].filter((id) => !known.has(id));
    waiting.current = { changed: new Set(), created: new Set(), timer: undefined };
    if (old.length > 0) ask(old);
    if (fresh.length > 0) tell(fresh.length);
  }, []);
  useEffect(() => () => clearTimeout(waiting.current.timer), []);
  useEffect(
    () =>
      onLive((event) => {
        if (event === "reset") return state.current.refresh(state.current.rows.slice(0, 2 * MOST).map((row) => row.id));
        const set = { create: waiting.current.created, restore: waiting.current.created, update: waiting.current.changed, delete: waiting.current.changed }[event.verb as "create" | "restore" | "update" | "delete"];
        if (event.entity !== entity || !set) return;
        set.add(event.id);
        waiting.current.timer ??= setTimeout(settle, SETTLE_MS);
      }),
    [entity, settle],
  );
}
