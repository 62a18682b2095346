"use client";
import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { api } from "./api";

/** A record a person keeps at hand, as the server knows it now. */
export interface Place {
  readonly entity: string;
  readonly id: string;
  /** Null when the person may not read the title. */
  readonly title: string | null;
}

export interface DeskSettings {
  readonly theme?: "system" | "light" | "dark";
  readonly density?: "comfortable" | "compact";
  readonly tourDone?: boolean;
}

export interface Desk {
  readonly settings: DeskSettings;
  readonly favourites: readonly Place[];
  readonly recent: readonly Place[];
}

const KEY = ["desk"];
const RECENT = 30;

/** Favourites, recent records and settings of the person, on every device the same. Asked for once a page. */
export function useDesk(): Desk | undefined {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => api<Desk>("/me/desk", { signal }), staleTime: 300_000, refetchOnWindowFocus: false }).data;
}

const change = (client: QueryClient, how: (desk: Desk) => Desk) => client.setQueryData<Desk>(KEY, (desk) => desk && how(desk));
const others = (places: readonly Place[], { entity, id }: Pick<Place, "entity" | "id">) => places.filter((place) => place.entity !== entity || place.id !== id);

/** Is the record a favourite, and a function that changes it: shown at once, taken back when the server refuses. */
export function useFavourite(place: Place): [boolean, () => Promise<void>] {
  const client = useQueryClient();
  const desk = useDesk();
  const marked = desk?.favourites.some(({ entity, id }) => entity === place.entity && id === place.id) ?? false;
  const toggle = async () => {
    change(client, (now) => ({ ...now, favourites: marked ? others(now.favourites, place) : [...now.favourites, place] }));
    try {
      await api(`/me/favourites/${place.entity}/${place.id}`, { method: marked ? "DELETE" : "PUT" });
    } catch (error) {
      await client.invalidateQueries({ queryKey: KEY });
      throw error;
    }
  };
  return [marked, toggle];
}

/** Notes that a record was opened. What does not come through is not worth a word: it is a comfort only. */
export function useNoteRecent(): (place: Place) => void {
  const client = useQueryClient();
  return useCallback(
    (place: Place) => {
      change(client, (now) => ({ ...now, recent: [place, ...others(now.recent, place)].slice(0, RECENT) }));
      void api(`/me/recent/${place.entity}/${place.id}`, { method: "PUT" }).catch(() => undefined);
    },
    [client],
  );
}

/** Changes settings of the screens here and on the server. */
export function useDeskSettings(): (settings: DeskSettings) => void {
  const client = useQueryClient();
  return useCallback(
    (settings: DeskSettings) => {
      change(client, (now) => ({ ...now, settings: { ...now.settings, ...settings } }));
      void api("/me/settings", { method: "PATCH", body: settings }).catch(() => undefined);
    },
    [client],
  );
}
