"use client";
import { useCallback, useEffect, useState } from "react";

/** Columns and lanes a person folded away, on this device. */
export function useCollapsed(board: string): [ReadonlySet<string>, (key: string) => void] {
  const place = `metaloom.board.${board}`;
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
      setKeys(new Set(Array.isArray(kept) ? kept.map(String) : []));
    } catch {
      // Storage switched off or foreign content: everything is unfolded.
      setKeys(new Set());
    }
  }, [place]);
  const toggle = useCallback(
    (key: string) =>
      setKeys((old) => {
        const next = new Set(old.has(key) ? [...old].filter((one) => one !== key) : [...old, key]);
        try {
          localStorage.setItem(place, JSON.stringify([...next]));
        } catch {
          // See above: it then lasts as long as the page.
        }
        return next;
      }),
    [place],
  );
  return [keys, toggle];
}
