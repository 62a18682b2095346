"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { StudioChange, StudioDocument } from "../../../runtime/studio/documents";
import { changesBetween, keyOf, type Design } from "../../../runtime/studio/edit";
import { api } from "../../data/api";
import { useHistory } from "../../data/use-history";
import { useMetadata } from "../use-studio";

const PARTS = new Set(["form", "list", "board", "calendar", "timeline", "tree"]);

interface Stored {
  readonly revision: number;
  /** Pack new documents belong to; undefined = they are made outside of packs. */
  readonly pack: string | undefined;
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
      const isPart = ({ kind, name }: { kind: string; name: string }): boolean => PARTS.has(kind) && name.startsWith(`${entity}.`);
      const here = data!.items.filter((item) => item.pack === pack && ((item.kind === "entity" && item.name === entity) || isPart(item)));
      // Screens made here for an entity of a pack stand beside those it brought.
      const own = [...here, ...data!.items.filter((item) => pack !== "local" && item.pack === "local" && isPart(item) && !here.some((one) => one.kind === item.kind && one.name === item.name))];
      const read = await Promise.all(own.map(async (item) => [keyOf(item.kind, item.name), (await api<Answer>(`/metadata/${item.kind}/${item.name}?pack=${item.pack}`, { signal })).document] as const));
      return { revision: data!.revision, pack: data!.packs.find(({ name }) => name === pack)?.madeHere ? pack : undefined, design: Object.fromEntries(read.flatMap(([key, document]) => (document ? [[key, document] as const] : []))) };
    },
  });
}

/** The design under construction with its way back. */
export function useDesign(first: Design, pack: string | undefined) {
  const { now: design, change, ...way } = useHistory(first);
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
