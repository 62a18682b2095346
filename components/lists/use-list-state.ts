"use client";
import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { readListState, writeListState, type ListState } from "./list-state";

/** State of the list in the address. Changes go into the history, so "back" takes them back; typing replaces instead. */
export function useListState(): [ListState, (change: Partial<ListState>, typing?: boolean) => void] {
  const search = useSearchParams();
  const state = useMemo(() => readListState(new URLSearchParams(search)), [search]);
  const change = useCallback((next: Partial<ListState>, typing = false) => {
    const now = readListState(new URLSearchParams(window.location.search));
    const query = writeListState({ ...now, ...next });
    const address = query ? `${window.location.pathname}?${query}` : window.location.pathname;
    // The history API keeps Next's router informed without asking the server for the page again.
    if (typing) window.history.replaceState(null, "", address);
    else window.history.pushState(null, "", address);
  }, []);
  return [state, change];
}
