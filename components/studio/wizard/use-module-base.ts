"use client";
import { useQuery } from "@tanstack/react-query";
import type { StudioDocument } from "../../../runtime/studio/documents";
import { api } from "../../data/api";
import { useMetadata } from "../use-studio";
import type { ModuleBase } from "./wizard-state";

interface Answer {
  readonly document: StudioDocument | null;
}

/** What a module has already, as far as new entities touch it: its manifest, its menu, its first role. */
export function useModuleBase(pack: string | undefined) {
  const { data } = useMetadata();
  return useQuery({
    queryKey: ["studio", "base", pack],
    enabled: pack !== undefined && data !== undefined,
    staleTime: 0,
    queryFn: async ({ signal }): Promise<ModuleBase> => {
      const own = data!.items.filter((item) => item.pack === pack);
      const read = async (kind: string): Promise<StudioDocument | undefined> => {
        const item = own.find((one) => one.kind === kind);
        return item ? ((await api<Answer>(`/metadata/${kind}/${item.name}?pack=${item.pack}`, { signal })).document ?? undefined) : undefined;
      };
      const [menu, role] = await Promise.all([read("menu"), read("role")]);
      return { name: pack!, manifest: data!.packs.find(({ name }) => name === pack)?.manifest ?? {}, menu, role } as ModuleBase;
    },
  });
}
