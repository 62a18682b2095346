"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { ClientDashboard } from "../../../runtime/model/kinds/dashboard/model";
import { api } from "../../data/api";
import { useDebounced } from "../../data/use-debounced";
import type { Answers } from "../use-dashboard";
import type { DraftDashboard } from "./document";

interface History<Draft> {
  readonly past: readonly Draft[];
  readonly now: Draft;
  readonly future: readonly Draft[];
}

const STEPS = 100;

/** The document under construction with its way back. */
export function useDocument<Draft>(first: Draft) {
  const [history, setHistory] = useState<History<Draft>>({ past: [], now: first, future: [] });
  const change = useCallback((next: Draft) => {
    setHistory(({ past, now }) => ({ past: [...past.slice(-STEPS), now], now: next, future: [] }));
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

interface DocumentView<Draft> {
  readonly document: Draft | null;
  readonly pack?: string;
  readonly base?: unknown;
  readonly draft?: { readonly document: Draft | null };
}

interface Listing {
  readonly items: readonly { readonly kind: string; readonly name: string }[];
}

/** The document of that name (or that of the one to copy), and the names that are taken. */
export function useSource<Draft>(kind: "dashboard" | "report", name: string | undefined) {
  const list = useQuery({ queryKey: ["metadata", "list"], queryFn: () => api<Listing>("/metadata"), staleTime: 0, gcTime: 0 });
  const view = useQuery({ queryKey: ["metadata", kind, name], enabled: name !== undefined, queryFn: () => api<DocumentView<Draft>>(`/metadata/${kind}/${name}`), staleTime: 0, gcTime: 0 });
  const names = useMemo(() => (list.data?.items ?? []).filter((item) => item.kind === kind).map((item) => item.name), [list.data, kind]);
  return { names, roles: (list.data?.items ?? []).filter((item) => item.kind === "role").map((item) => item.name), view: view.data, isReady: list.isSuccess && (name === undefined || view.isSuccess), error: list.error ?? view.error };
}
