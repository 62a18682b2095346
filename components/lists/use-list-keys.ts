"use client";
import { useEffect, useState } from "react";
import { isTyping } from "../layout/shell";

interface ListKeys {
  count: number;
  onOpen(index: number): void;
  onSelect(index: number): void;
  onCreate?(): void;
  onSearch(): void;
}

/** j/k or arrows move, Enter opens, x selects, c creates, / searches. Returns the active row, -1 for none. */
export function useListKeys({ count, onOpen, onSelect, onCreate, onSearch }: ListKeys): number {
  const [active, setActive] = useState(-1);
  const row = Math.min(active, count - 1);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const inList = event.target instanceof HTMLElement && (event.target === document.body || event.target.closest("[data-list]") !== null);
      const onLink = event.target instanceof HTMLElement && event.target.closest("a, button") !== null;
      const actions: Record<string, (() => void) | undefined> = {
        j: () => setActive(Math.min(row + 1, count - 1)),
        k: () => setActive(Math.max(row - 1, 0)),
        ArrowDown: inList ? () => setActive(Math.min(row + 1, count - 1)) : undefined,
        ArrowUp: inList ? () => setActive(Math.max(row - 1, 0)) : undefined,
        Enter: row >= 0 && !onLink ? () => onOpen(row) : undefined,
        x: row >= 0 ? () => onSelect(row) : undefined,
        c: onCreate,
        "/": onSearch,
      };
      const action = actions[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });
  return row;
}
