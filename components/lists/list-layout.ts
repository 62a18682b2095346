"use client";
import { useCallback, useEffect, useState } from "react";

/** Widths, hidden columns and order a person chose for one list on this device. */
export interface ListLayout {
  readonly widths: Readonly<Record<string, number>>;
  readonly hidden: Readonly<Record<string, boolean>>;
}

const NOTHING: ListLayout = { widths: {}, hidden: {} };

function read(key: string): ListLayout {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as Partial<ListLayout> | null;
    return { widths: kept?.widths ?? {}, hidden: kept?.hidden ?? {} };
  } catch {
    // Storage switched off or foreign content: the list document's own layout is shown.
    return NOTHING;
  }
}

export function useListLayout(entity: string, list: string): [ListLayout, (change: Partial<ListLayout>) => void] {
  const key = `metaloom.list.${entity}.${list}`;
  const [layout, setLayout] = useState<ListLayout>(NOTHING);
  useEffect(() => setLayout(read(key)), [key]);
  const change = useCallback(
    (next: Partial<ListLayout>) =>
      setLayout((old) => {
        const merged = { ...old, ...next };
        try {
          localStorage.setItem(key, JSON.stringify(merged));
        } catch {
          // See above: the layout then lasts as long as the page.
        }
        return merged;
      }),
    [key],
  );
  return [layout, change];
}
