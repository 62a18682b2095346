"use client";
import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { readListState, writeListState, type ListState } from "./list-state";

/** Changes the state of the list. `quietly`: typing and widths replace the entry of the history instead of adding one. */
export type ChangeList = (change: Partial<ListState>, quietly?: boolean) => void;

/** State of the list in the address. Changes go into the history, so "back" takes them back. */
export function useListState(): [ListState, ChangeList] {
  const search = useSearchParams();
  const state = useMemo(() => readListState(new URLSearchParams(search)), [search]);
  const change = useCallback<ChangeList>((next, quietly = false) => {
    const now = readListState(new URLSearchParams(window.location.search));
    const query = writeListState({ ...now, ...next });
    const address = query ? `${window.location.pathname}?${query}` : window.location.pathname;
    // The history API keeps Next's router informed without asking the server for the page again.
    if (quietly) window.history.replaceState(null, "", address);
    else window.history.pushState(null, "", address);
  }, []);
  return [state, change];
}
