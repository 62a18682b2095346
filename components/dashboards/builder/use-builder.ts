"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { ClientDashboard } from "../../../runtime/model/kinds/dashboard/model";
import { api } from "../../data/api";
import { useDebounced } from "../../data/use-debounced";
import { useHistory } from "../../data/use-history";
import type { Choice } from "../../ui/combobox";
import type { Answers } from "../use-dashboard";
import type { DraftDashboard } from "./document";

/** The document under construction with its way back. */
export function useDocument<Draft>(first: Draft) {
  const { now: document, change: by, ...way } = useHistory(first);
  const change = useCallback((next: Draft) => by(() => next), [by]);
  return { document, change, ...way };
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
  readonly revision: number;
  readonly document: Draft | null;
  readonly pack?: string;
  readonly base?: unknown;
  readonly draft?: { readonly document: Draft | null; readonly baseRevision: number };
}

interface Listing {
  readonly items: readonly { readonly kind: string; readonly name: string; readonly pack: string; readonly label?: string }[];
  readonly packs: readonly { readonly name: string; readonly madeHere: boolean; readonly manifest: { readonly label: string } }[];
}

type Named = Pick<Choice, "value" | "label">;

/** A module made here, with the names of its entities. */
export interface Module extends Named {
  readonly entities: readonly string[];
}

/** The document of that name (or that of the one to copy), and the names that are taken. */
export function useSource<Draft>(kind: "dashboard" | "report", name: string | undefined) {
  const list = useQuery({ queryKey: ["metadata", "list"], queryFn: () => api<Listing>("/metadata"), staleTime: 0, gcTime: 0 });
  const view = useQuery({ queryKey: ["metadata", kind, name], enabled: name !== undefined, queryFn: () => api<DocumentView<Draft>>(`/metadata/${kind}/${name}`), staleTime: 0, gcTime: 0 });
  const names = useMemo(() => (list.data?.items ?? []).filter((item) => item.kind === kind).map((item) => item.name), [list.data, kind]);
  const roles = useMemo(() => (list.data?.items ?? []).filter((item) => item.kind === "role").map(({ name: value, label = value }): Named => ({ value, label })), [list.data]);
  // Modules of this installation: a document may be made as a part of one.
  const modules = useMemo(() => (list.data?.packs ?? []).filter(({ madeHere }) => madeHere).map(({ name: value, manifest }): Module => ({ value, label: manifest.label, entities: (list.data?.items ?? []).flatMap(({ kind, name, pack }) => (kind === "entity" && pack === value ? [name] : [])) })), [list.data]);
  const pack = view.data?.pack;
  const mayDelete = name !== undefined && (pack === "local" || modules.some(({ value }) => value === pack));
  return { names, roles, modules, mayDelete, view: view.data, isReady: list.isSuccess && (name === undefined || view.isSuccess), error: list.error ?? view.error };
}
