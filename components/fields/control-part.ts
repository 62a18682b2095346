"use client";
/**
 * The part of a form that edits values, with every kind of field in it: as large as all the rest of a record's page, which is mostly
 * read. What opens for editing imports `./control`, so that it is there at once; elsewhere it comes when it is first needed.
 */
import { useEffect, useSyncExternalStore, type ComponentType } from "react";
import type { ControlProps } from "./contract";
import { loadedControl, onControl } from "./control-slot";

export const loadControl = (): Promise<unknown> => import("./control");

/** Loads it when it is wanted and not there. */
export function useControl(isWanted: boolean): ComponentType<ControlProps> | undefined {
  const found = useSyncExternalStore(onControl, loadedControl, loadedControl);
  useEffect(() => {
    if (isWanted && !found) void loadControl();
  }, [isWanted, found]);
  return found;
}
