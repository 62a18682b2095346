"use client";
import { useEffect, useState } from "react";
import { isTyping } from "../layout/shell";

interface ListKeys {
  /** Lines, groups among them. */
  readonly count: number;
  /** Columns; 0 on a phone. */
  readonly columns: number;
  onOpen(index: number): void;
  onSelect(index: number, range: boolean): void;
  onSelectAll(): void;
  /** Edits the cell, or with -1 the first one of the line that can be. */
  onEdit(index: number, cell: number): void;
  /** Opens or closes a group; tells whether there was one. */
  onFold(index: number, open: boolean): boolean;
  onCreate?(): void;
  onSearch(): void;
  /** Escape with nothing else to leave. */
  onLeave(): void;
}

export interface ListCursor {
  readonly active: number;
  /** Column the keyboard is at; -1 for the whole line. */
  readonly cell: number;
  set(active: number, cell: number): void;
}

/**
 * j/k or the arrows move; left and right go from the line to its cells; Enter opens the line or edits the cell, e and F2 edit;
 * x selects, with Shift up to here; Ctrl+A selects all; c creates, / searches; Escape goes back step by step.
 */
export function useListKeys(keys: ListKeys): ListCursor {
  const [at, setAt] = useState({ active: -1, cell: -1 });
  const active = Math.min(at.active, keys.count - 1);
  const cell = Math.min(at.cell, keys.columns - 1);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.defaultPrevented || event.altKey || isTyping(target)) return;
      const inList = target instanceof HTMLElement && (target === document.body || target.closest("[data-list]") !== null);
      const onLink = target instanceof HTMLElement && target.closest("a, button") !== null && target.closest("[role=row]") === null;
      const action = event.ctrlKey || event.metaKey ? (inList && event.key === "a" ? keys.onSelectAll : undefined) : actionFor(event, inList, onLink);
      if (!action) return;
      event.preventDefault();
      action();
    };
    const move = (by: number) => setAt({ active: Math.max(0, Math.min(keys.count - 1, active + by)), cell });
    const sideways = (by: 1 | -1) => {
      if (keys.onFold(active, by > 0)) return;
      setAt({ active, cell: Math.max(-1, Math.min(keys.columns - 1, cell + by)) });
    };
    const actionFor = (event: KeyboardEvent, inList: boolean, onLink: boolean): (() => void) | undefined => {
      const on = active >= 0;
      const known: Record<string, (() => void) | false | undefined> = {
        j: () => move(1),
        k: () => move(-1),
        ArrowDown: inList && (() => move(1)),
        ArrowUp: inList && (() => move(-1)),
        PageDown: inList && (() => move(15)),
        PageUp: inList && (() => move(-15)),
        Home: inList && (() => setAt({ active: 0, cell })),
        End: inList && (() => setAt({ active: keys.count - 1, cell })),
        ArrowRight: inList && on && (() => sideways(1)),
        ArrowLeft: inList && on && (() => sideways(-1)),
        Enter: on && !onLink && (() => (cell >= 0 ? keys.onEdit(active, cell) : keys.onOpen(active))),
        e: on && (() => keys.onEdit(active, cell)),
        F2: on && (() => keys.onEdit(active, cell)),
        x: on && (() => keys.onSelect(active, event.shiftKey)),
        X: on && (() => keys.onSelect(active, true)),
        c: keys.onCreate,
        "/": keys.onSearch,
        Escape: inList && (() => (cell >= 0 ? setAt({ active, cell: -1 }) : keys.onLeave())),
      };
      return known[event.key] || undefined;
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });
  return { active, cell, set: (next, nextCell) => setAt({ active: next, cell: nextCell }) };
}
