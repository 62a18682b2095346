"use client";
import { useEffect } from "react";
import { isTyping } from "./shell";

/** Undo and redo by keys, wherever one is on the page but in a field. `isHeld`: not now, something is being carried. */
export function useHistoryKeys({ undo, redo }: { undo(): void; redo(): void }, isHeld = false): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || isTyping(event.target) || isHeld) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) redo();
      else undo();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [undo, redo, isHeld]);
}
