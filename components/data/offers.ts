"use client";
/** Offers: what the page in front can do right now, so that the palette can do it, too. */
import { useEffect, useSyncExternalStore } from "react";

export interface Offer {
  readonly id: string;
  readonly label: string;
  /** lucide name. */
  readonly icon: string;
  run(): void;
}

let offers: readonly Offer[] = [];
const listeners = new Set<() => void>();

function set(next: readonly Offer[]): void {
  offers = next;
  for (const listener of listeners) listener();
}

const NONE: readonly Offer[] = [];
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** What can be done on the page in front. */
export const useOffers = (): readonly Offer[] => useSyncExternalStore(subscribe, () => offers, () => NONE);

/** Makes offers as long as the component is there. */
export function useMakeOffers(made: readonly Offer[]): void {
  useEffect(() => {
    set(made);
    return () => set(NONE);
  });
}
