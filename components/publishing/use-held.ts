"use client";
import { useState } from "react";

/**
 * What an editor was opened with, held while somebody works on it, whatever others publish meanwhile. The second part opens it anew as
 * of a revision, once that has arrived.
 */
export function useHeld<T extends { readonly revision: number }>(data: T | undefined): readonly [held: T | undefined, renew: (revision: number) => void] {
  const [held, setHeld] = useState<T>();
  const [wanted, renew] = useState(0);
  const next = data && (!held || (held.revision < wanted && data.revision >= wanted)) ? data : held;
  if (next !== held) setHeld(next);
  return [next, renew];
}
