"use client";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { StudioDocument } from "../../../runtime/studio/documents";
import { changesBetween, keyOf, type Design } from "../../../runtime/studio/edit";
import { api } from "../../data/api";
import { useMetadata } from "../use-studio";

const PARTS = new Set(["form", "list", "board"]);

interface Stored {
  readonly revision: number;
  readonly design: Design;
}

interface Answer {
  readonly document: StudioDocument | null;
}

/** Documents of one entity of a module: itself, its forms, lists and boards. */
export function useStoredDesign(pack: string, entity: string) {
  const { data } = useMetadata();
  return useQuery({
    queryKey: ["studio", "design", pack, entity, data?.revision],
    enabled: data !== undefined,
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ signal }): Promise<Stored> => {
      const own = data!.items.filter((item) => item.pack === pack && ((item.kind === "entity" && item.name === entity) || (PARTS.has(item.kind) && item.name.startsWith(`${entity}.`))));
      const read = await Promise.all(own.map(async (item) => [keyOf(item.kind, item.name), (await api<Answer>(`/metadata/${item.kind}/${item.name}?pack=${item.pack}`, { signal })).document] as const));
      return { revision: data!.revision, design: Object.fromEntries(read.flatMap(([key, document]) => (document ? [[key, document] as const] : []))) };
    },
  });
}

const STEPS = 100;

/** The design under construction with its way back. */
export function useDesign(first: Design) {
  const [history, setHistory] = useState<{ past: readonly Design[]; now: Design; future: readonly Design[] }>({ past: [], now: first, future: [] });
  const change = useCallback((next: (now: Design) => Design) => setHistory((old) => {
    const now = next(old.now);
    return now === old.now ? old : { past: [...old.past.slice(-STEPS), old.now], now, future: [] };
  }), []);
  const undo = useCallback(() => setHistory((old) => (old.past.length === 0 ? old : { past: old.past.slice(0, -1), now: old.past.at(-1)!, future: [old.now, ...old.future] })), []);
  const redo = useCallback(() => setHistory((old) => (old.future.length === 0 ? old : { past: [...old.past, old.now], now: old.future[0]!, future: old.future.slice(1) })), []);
  const changes = useMemo(() => changesBetween(first, history.now), [first, history.now]);
  return { design: history.now, change, undo, redo, canUndo: history.past.length > 0, canRedo: history.future.length > 0, changes };
}
