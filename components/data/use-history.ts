"use client";
import { useCallback, useState } from "react";
import { changed, openHistory, redone, undone } from "../../runtime/kernel/history";

/** A document under construction with its way back; `steps`: how many steps one can go back. */
export function useHistory<Document>(first: Document, steps?: number) {
  const [history, setHistory] = useState(() => openHistory(first, steps));
  const change = useCallback((next: (now: Document) => Document, key?: string) => setHistory((old) => changed(old, next(old.now), key)), []);
  const undo = useCallback(() => setHistory((old) => undone(old)), []);
  const redo = useCallback(() => setHistory((old) => redone(old)), []);
  return { now: history.now, change, undo, redo, canUndo: history.past.length > 0, canRedo: history.future.length > 0 };
}
