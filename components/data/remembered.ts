"use client";
import { useCallback, useSyncExternalStore } from "react";

/**
 * Small things a person chose on this device (an open section, a closed panel), in localStorage by key.
 * Without storage they hold until the page is left.
 */
const held = new Map<string, boolean>();
const listeners = new Set<() => void>();

function read(key: string, otherwise: boolean): boolean {
  const known = held.get(key);
  if (known !== undefined) return known;
  try {
    const kept = localStorage.getItem(key);
    return kept === null ? otherwise : kept === "1";
  } catch {
    // Storage is switched off; what the document says holds.
    return otherwise;
  }
}

function write(key: string, value: boolean): void {
  held.set(key, value);
  try {
    localStorage.setItem(key, value ? "1" : "0");
  } catch {
    // Storage is full or switched off: the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Like useState of a boolean, remembered on this device. The server renders `otherwise`. */
export function useRemembered(key: string, otherwise: boolean): [boolean, (value: boolean) => void] {
  const value = useSyncExternalStore(subscribe, () => read(key, otherwise), () => otherwise);
  return [value, useCallback((next: boolean) => write(key, next), [key])];
}
