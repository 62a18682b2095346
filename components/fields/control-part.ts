"use client";
/**
 * The part of a form that edits values, with every kind of field in it: as large as all the rest of a record's page, which is mostly
 * read. What opens for editing imports `./control`, so that it is there at once; elsewhere it comes when it is first needed.
 */
import { useEffect, useSyncExternalStore, type ComponentType } from "react";
import type { ControlProps } from "./contract";

let control: ComponentType<ControlProps> | undefined;
const waiting = new Set<() => void>();

export function provideControl(part: ComponentType<ControlProps>): void {
  control = part;
  for (const tell of waiting) tell();
}

/** Undefined until it is loaded. */
export const loadedControl = (): ComponentType<ControlProps> | undefined => control;

export const loadControl = (): Promise<unknown> => import("./control");

function subscribe(tell: () => void): () => void {
  waiting.add(tell);
  return () => void waiting.delete(tell);
}

/** Loads it when it is wanted and not there. */
export function useControl(isWanted: boolean): ComponentType<ControlProps> | undefined {
  const found = useSyncExternalStore(subscribe, loadedControl, loadedControl);
  useEffect(() => {
    if (isWanted && !found) void loadControl();
  }, [isWanted, found]);
  return found;
}
