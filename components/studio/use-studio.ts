"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useCallback, useMemo } from "react";
import type { StudioChange, Surroundings } from "../../runtime/studio/documents";
import { api } from "../data/api";

export interface DocumentItem {
  readonly kind: string;
  readonly name: string;
  readonly pack: string;
  readonly file: string;
  /** As people call it, for kinds that have names of their own. */
  readonly label?: string;
  /** The person has an unpublished change of it. */
  readonly draft: boolean;
}

export interface PackItem {
  readonly name: string;
  /** A module of this installation: its documents are edited in place. */
  readonly madeHere: boolean;
  readonly manifest: { readonly label: string; readonly description?: string; readonly version: string; readonly language: string; readonly requires?: Readonly<Record<string, string>> };
}

interface Draft {
  readonly baseRevision: number;
  readonly changes: readonly StudioChange[];
}

interface Metadata {
  readonly revision: number;
  readonly items: readonly DocumentItem[];
  readonly packs: readonly PackItem[];
  readonly draft: Draft | null;
  /** Documents that other people have changed and not published. */
  readonly others: readonly { readonly kind: string; readonly name: string; readonly person: string }[];
}

const KEY = "studio";

/** All documents with their packs, and what the person has drafted. */
export function useMetadata() {
  return useQuery({ queryKey: [KEY, "metadata"], queryFn: ({ signal }) => api<Metadata>("/metadata", { signal }), staleTime: 0 });
}

/** Call after something was published or drafted: every screen learns of it. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  const router = useRouter();
  return useCallback(async () => {
    router.refresh();
    await Promise.all([client.invalidateQueries({ queryKey: [KEY] }), client.invalidateQueries({ queryKey: ["admin"] }), client.invalidateQueries({ queryKey: ["metadata"] })]);
  }, [client, router]);
}

/** Packs by the entities they bring, for what a new module has to require. */
export function useSurroundings(): Surroundings {
  const { data } = useMetadata();
  return useMemo(() => {
    const packs = new Map((data?.packs ?? []).map((pack) => [pack.name, pack.manifest.version]));
    const owners = new Map((data?.items ?? []).filter(({ kind }) => kind === "entity").map(({ name, pack }) => [name, pack]));
    return {
      packOf: (entity) => {
        const pack = owners.get(entity);
        const version = pack === undefined || pack === "core" ? undefined : packs.get(pack);
        return pack !== undefined && version !== undefined ? { name: pack, version } : undefined;
      },
    };
  }, [data]);
}
