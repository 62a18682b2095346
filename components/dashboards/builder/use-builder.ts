"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { ClientDashboard } from "../../../runtime/model/kinds/dashboard/model";
import { api } from "../../data/api";
import { useDebounced } from "../../data/use-debounced";
import type { Answers } from "../use-dashboard";
import type { DraftDashboard } from "./document";

interface History {
  readonly past: readonly DraftDashboard[];
  readonly now: DraftDashboard;
  readonly future: readonly DraftDashboard[];
}

const STEPS = 100;

/** The document under construction with its way back. */
export function useDocument(first: DraftDashboard) {
  const [history, setHistory] = useState<History>({ past: [], now: first, future: [] });
  const change = useCallback((next: DraftDashboard | ((now: DraftDashboard) => DraftDashboard)) => {
    setHistory(({ past, now }) => {
      const changed = typeof next === "function" ? next(now) : next;
      return { past: [...past.slice(-STEPS), now], now: changed, future: [] };
    });
  }, []);
  const undo = useCallback(() => setHistory((old) => (old.past.length === 0 ? old : { past: old.past.slice(0, -1), now: old.past.at(-1)!, future: [old.now, ...old.future] })), []);
  const redo = useCallback(() => setHistory((old) => (old.future.length === 0 ? old : { past: [...old.past, old.now], now: old.future[0]!, future: old.future.slice(1) })), []);
  return { document: history.now, change, undo, redo, canUndo: history.past.length > 0, canRedo: history.future.length > 0 };
}

/** Places and headings change nothing about the data: without them a moved tile does not ask again. */
const asked = (document: DraftDashboard): unknown => document.tabs.map((tab) => tab.widgets.map(({ x: _x, y: _y, width: _w, height: _h, label: _l, ...query }) => query));

/** What the document would show now, as the server sees it. */
export function usePreview(document: DraftDashboard, tab: string) {
  const widgets = document.tabs.find((one) => one.id === tab)?.widgets.map(({ id }) => id) ?? [];
  const key = useDebounced(JSON.stringify([asked(document), document.filters, widgets]), 350);
  return useQuery({
    queryKey: ["records", "(preview)", key],
    queryFn: ({ signal }) => api<{ dashboard: ClientDashboard | null; widgets: Answers }>("/dashboard-preview", { method: "POST", body: { dashboard: document, widgets }, signal }),
    placeholderData: keepPreviousData,
  });
}

interface DocumentView {
  readonly document: DraftDashboard | null;
  readonly pack?: string;
  readonly base?: unknown;
  readonly draft?: { readonly document: DraftDashboard | null };
}

interface Listing {
  readonly items: readonly { readonly kind: string; readonly name: string }[];
}

/** A dashboard's document (or that of the one to copy), and the names that are taken. */
export function useSource(name: string | undefined) {
  const list = useQuery({ queryKey: ["metadata", "list"], queryFn: () => api<Listing>("/metadata"), staleTime: 0, gcTime: 0 });
  const view = useQuery({ queryKey: ["metadata", "dashboard", name], enabled: name !== undefined, queryFn: () => api<DocumentView>(`/metadata/dashboard/${name}`), staleTime: 0, gcTime: 0 });
  const names = useMemo(() => (list.data?.items ?? []).filter(({ kind }) => kind === "dashboard").map((item) => item.name), [list.data]);
  return { names, roles: (list.data?.items ?? []).filter(({ kind }) => kind === "role").map((item) => item.name), view: view.data, isReady: list.isSuccess && (name === undefined || view.isSuccess), error: list.error ?? view.error };
}
