"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { StudioChange, StudioDocument } from "../../../runtime/studio/documents";
import { changesBetween, keyOf, type Design } from "../../../runtime/studio/edit";
import { api, queryString, type ApiError } from "../../data/api";
import { useHistory } from "../../data/use-history";
import { useMetadata, useRefresh, type DocumentItem } from "../use-studio";

const PARTS = new Set(["form", "list", "board", "calendar", "timeline", "tree", "action"]);

export interface StoredDesign {
  readonly revision: number;
  /** The revision the person began from: older than `revision` where a draft was kept before others published. */
  readonly base: number;
  /** Pack new documents belong to; undefined = they are made outside of packs. */
  readonly pack: string | undefined;
  /** As it is published. */
  readonly design: Design;
  /** The same with what the person has kept as a draft. */
  readonly begun: Design;
}

/** A document the draft adds to an entity that is shown. */
const isNew = (change: StudioChange, shown: readonly Item[], all: readonly Item[]): boolean => change.document !== null && !all.some(({ kind, name }) => kind === change.kind && name === change.name) && shown.some(({ kind, name }) => kind === "entity" && change.name.startsWith(`${name}.`));

interface Answer {
  readonly document: StudioDocument | null;
  /** What the person has kept and not published. */
  readonly draft?: { readonly document: StudioDocument | null };
}

type Item = Pick<DocumentItem, "kind" | "name" | "pack">;

function useStored(key: readonly string[], pack: string, ownOf: (items: readonly DocumentItem[]) => readonly Item[]) {
  const { data } = useMetadata();
  return useQuery({
    queryKey: ["studio", "design", ...key, data?.revision],
    enabled: data !== undefined,
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ signal }): Promise<StoredDesign> => {
      const items = ownOf(data!.items);
      const read = await Promise.all(items.map(async (item) => [keyOf(item.kind, item.name), await api<Answer>(`/metadata/${item.kind}/${item.name}?pack=${item.pack}`, { signal })] as const));
      const design = Object.fromEntries(read.flatMap(([name, { document }]) => (document ? [[name, document] as const] : [])));
      const kept: Record<string, StudioDocument | null> = Object.fromEntries(read.flatMap(([name, { draft }]) => (draft ? [[name, draft.document] as const] : [])));
      // New documents are in nobody's list before they are published.
      for (const one of data!.draft?.changes ?? []) if (isNew(one, items, data!.items)) kept[keyOf(one.kind, one.name)] = one.document;
      const begun = Object.fromEntries(Object.entries({ ...design, ...kept }).flatMap(([name, document]) => (document ? [[name, document] as const] : [])));
      const base = Object.keys(kept).length > 0 ? Math.min(data!.revision, data!.draft?.baseRevision ?? data!.revision) : data!.revision;
      return { revision: data!.revision, base, pack: data!.packs.find(({ name }) => name === pack)?.madeHere ? pack : undefined, design, begun };
    },
  });
}

/** Documents of one entity of a module: itself and its screens; those made here for an entity of a pack stand beside those it brought. */
export function useStoredDesign(pack: string, entity: string) {
  return useStored(["entity", pack, entity], pack, (items) => {
    const isPart = ({ kind, name }: Item): boolean => PARTS.has(kind) && name.startsWith(`${entity}.`);
    const here = items.filter((item) => item.pack === pack && ((item.kind === "entity" && item.name === entity) || isPart(item)));
    return [...here, ...items.filter((item) => pack !== "local" && item.pack === "local" && isPart(item) && !here.some((one) => one.kind === item.kind && one.name === item.name))];
  });
}

/** All entities of a module with their forms. */
export const useStoredModule = (pack: string) => useStored(["module", pack], pack, (items) => items.filter((item) => item.pack === pack && (item.kind === "entity" || item.kind === "form")));

/** One menu of a module. */
export const useStoredMenu = (pack: string, name: string) => useStored(["menu", pack, name], pack, (items) => items.filter((item) => item.pack === pack && item.kind === "menu" && item.name === name));

/** The design under construction with its way back. */
export function useDesign(first: Design, pack: string | undefined, begun: Design = first) {
  const { now: design, change, ...way } = useHistory(begun);
  /** Packs of documents of other entities that a change brought along. */
  const [packs, setPacks] = useState<Readonly<Record<string, string | undefined>>>({});
  const changes = useMemo(() => changesBetween(first, design, (key) => (key in packs ? packs[key] : pack)), [first, design, packs, pack]);
  /** Takes changed documents in as one step. */
  const take = (taken: readonly StudioChange[]) => {
    setPacks((old) => ({ ...old, ...Object.fromEntries(taken.map((one) => [keyOf(one.kind, one.name), one.pack])) }));
    change((now) => ({ ...now, ...Object.fromEntries(taken.flatMap((one) => (one.document ? [[keyOf(one.kind, one.name), one.document] as const] : []))) }));
  };
  return { design, changes, change, take, ...way };
}

/** Keeps changes as the person's draft, which nobody else sees and which is there again tomorrow. */
export function useKeep() {
  const refresh = useRefresh();
  return useMutation<void, ApiError, { readonly changes: readonly StudioChange[]; readonly base: number }>({
    mutationFn: async ({ changes, base }) => {
      for (const { kind, name, pack, document } of changes) await api(`/metadata/${kind}/${name}${queryString({ pack, baseRevision: base })}`, document === null ? { method: "DELETE" } : { method: "PUT", body: document });
    },
    onSuccess: refresh,
  });
}
