"use client";
import { useEffect, type RefObject } from "react";
import { isTyping } from "../layout/shell";

export interface TaskKeys {
  /** Chooses the task at this place, or takes it out again. */
  onChoose(at: number): void;
  /** Shows or hides what the task at this place is about. */
  onOpen(at: number): void;
}

/** j and k (or arrows) go from task to task, x chooses, o shows what it is about, e puts the cursor on its first button. */
export function useTaskKeys(list: RefObject<HTMLElement | null>, { onChoose, onOpen }: TaskKeys): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("[role=dialog], [role=alertdialog]")) return;
      const cards = [...(list.current?.querySelectorAll<HTMLElement>(":scope > li > article") ?? [])];
      const at = cards.findIndex((card) => card.contains(document.activeElement));
      const step = { j: 1, k: -1 }[event.key];
      if (step !== undefined) cards[Math.min(cards.length - 1, Math.max(0, at + step))]?.focus();
      else if (at < 0) return;
      else if (event.key === "x") onChoose(at);
      else if (event.key === "o") onOpen(at);
      else if (event.key === "e") cards[at]?.querySelector<HTMLElement>("[data-first]")?.focus();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [list, onChoose, onOpen]);
}
