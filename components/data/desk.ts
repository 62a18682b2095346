"use client";
import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { api } from "./api";
import { useIdle } from "./idle";

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
  return useQuery({ enabled: useIdle(), queryKey: KEY, queryFn: ({ signal }) => api<Desk>("/me/desk", { signal }), staleTime: 300_000, refetchOnWindowFocus: false }).data;
}

/** Shows a change at once and sends it. An answer that was under way may be older than the change, and a refusal takes it back: then the desk is asked for anew. */
async function change(client: QueryClient, how: (desk: Desk) => Desk, send: () => Promise<unknown>): Promise<void> {
  const underWay = client.isFetching({ queryKey: KEY }) > 0 || client.getQueryData(KEY) === undefined;
  client.setQueryData<Desk>(KEY, (desk) => desk && how(desk));
  try {
    await send();
  } catch (error) {
    await client.invalidateQueries({ queryKey: KEY });
    throw error;
  }
  if (!underWay) return;
  // A first answer on its way is not asked for twice by itself.
  await client.cancelQueries({ queryKey: KEY });
  await client.invalidateQueries({ queryKey: KEY });
}

const others = (places: readonly Place[], { entity, id }: Pick<Place, "entity" | "id">) => places.filter((place) => place.entity !== entity || place.id !== id);

/** Is the record a favourite, and a function that changes it: shown at once, taken back when the server refuses. */
export function useFavourite(place: Place): [boolean, () => Promise<void>] {
  const client = useQueryClient();
  const desk = useDesk();
  const marked = desk?.favourites.some(({ entity, id }) => entity === place.entity && id === place.id) ?? false;
  const toggle = () => change(
    client,
    (now) => ({ ...now, favourites: marked ? others(now.favourites, place) : [...now.favourites, place] }),
    () => api(`/me/favourites/${place.entity}/${place.id}`, { method: marked ? "DELETE" : "PUT" }),
  );
  return [marked, toggle];
}

/** Notes that a record was opened. What does not come through is not worth a word: it is a comfort only. */
export function useNoteRecent(): (place: Place) => void {
  const client = useQueryClient();
  return useCallback(
    (place: Place) => {
      const send = () => api(`/me/recent/${place.entity}/${place.id}`, { method: "PUT" });
      void change(client, (now) => ({ ...now, recent: [place, ...others(now.recent, place)].slice(0, RECENT) }), send).catch(() => undefined);
    },
    [client],
  );
}

/** Changes settings of the screens here and on the server. */
export function useDeskSettings(): (settings: DeskSettings) => void {
  const client = useQueryClient();
  return useCallback(
    (settings: DeskSettings) => {
      const send = () => api("/me/settings", { method: "PATCH", body: settings });
      void change(client, (now) => ({ ...now, settings: { ...now.settings, ...settings } }), send).catch(() => undefined);
    },
    [client],
  );
}
