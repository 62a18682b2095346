"use client";
/** Saved views: own ones and those of one's teams. Shared ones are lists of the metadata; see server/routes/views.ts. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useCallback } from "react";
import type { ListDocument } from "../../runtime/model/generated/grammar";
import { api } from "../data/api";
import { choicesOf, filterOf, type ListBase, type ListSettings } from "./list-state";

export type ViewDocument = Pick<ListDocument, "columns" | "sort" | "filter" | "quickFilters" | "groupBy" | "pageSize">;

export type Reach = { readonly to: "own" } | { readonly to: "team"; readonly team: string } | { readonly to: "roles"; readonly roles: readonly string[] } | { readonly to: "everybody" };

export interface SavedView {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly document: ViewDocument;
  readonly reach: Reach;
  readonly mine: boolean;
  readonly version: number;
}

export interface Views {
  readonly items: readonly SavedView[];
  /** Opened first by this person; null = what the metadata says. */
  readonly default: string | null;
}

export interface ViewChange {
  readonly label?: string;
  readonly kind?: string;
  readonly document?: ViewDocument;
  readonly reach?: Reach;
  readonly default?: boolean;
}

export const NO_VIEWS: Views = { items: [], default: null };
const keyOf = (entity: string) => ["views", entity] as const;

/** `first` comes with the page, so that the list need not wait for a request. */
export function useViews(entity: string, first: Views | undefined): Views {
  const { data } = useQuery({ queryKey: keyOf(entity), queryFn: ({ signal }) => api<Views>(`/views/${entity}`, { signal }), initialData: first, staleTime: 60_000 });
  return data ?? NO_VIEWS;
}

/** Writes of views. Sharing changes the metadata, so the model of the page is loaded anew after one. */
export function useViewWrites(entity: string) {
  const client = useQueryClient();
  const router = useRouter();
  return useCallback(
    async (method: "POST" | "PATCH" | "PUT" | "DELETE", path: string, body?: unknown): Promise<{ id: string; shared: boolean }> => {
      const answer = await api<{ id: string; shared: boolean } | undefined>(`/views/${entity}${path}`, { method, body });
      await client.invalidateQueries({ queryKey: keyOf(entity) });
      router.refresh();
      return answer ?? { id: "", shared: false };
    },
    [client, entity, router],
  );
}

/** What is shown, as a view keeps it: the fixed filter of a list and the chosen quick filters become part of it. */
export function documentOf(base: ListBase, settings: ListSettings, quick: readonly string[]): ViewDocument {
  const filter = filterOf(base, settings, quick);
  const columns = choicesOf(settings.columns).map(({ path, width, pinned, total }) => ({ id: path, field: path, ...(width ? { width: Math.round(width) } : {}), ...(pinned ? { pinned } : {}), ...(total ? { total } : {}) }));
  return {
    columns: columns as ViewDocument["columns"], // at least one: a list without columns cannot be shown
    sort: settings.sort.map(({ field, direction }) => ({ field, direction })),
    ...(filter ? { filter } : {}),
    ...(base.quickFilters.length ? { quickFilters: base.quickFilters.filter((one) => !quick.includes(one.id)).map(({ id, label, filter: of }) => ({ id, label, filter: of })) as ViewDocument["quickFilters"] } : {}),
    ...(settings.group ? { groupBy: settings.group } : {}),
  };
}
