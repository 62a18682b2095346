/**
 * The way back for documents that are never changed in place: the inverse of a change is the document before it; unchanged parts are
 * shared, and a hundred steps cost little more than one.
 */

export interface History<Document> {
  readonly past: readonly Document[];
  readonly now: Document;
  readonly future: readonly Document[];
  /** Steps one can go back. */
  readonly steps: number;
  /** Changes with the same key, one right after another, are one step: typing a word is not undone letter by letter. */
  readonly key?: string;
}

export const openHistory = <Document>(now: Document, steps = 100): History<Document> => ({ past: [], now, future: [], steps });

/** A change that changes nothing is no step. */
export function changed<Document>(history: History<Document>, next: Document, key?: string): History<Document> {
  const { past, now, steps } = history;
  if (next === now) return history;
  const joined = key !== undefined && key === history.key && past.length > 0;
  return { past: joined ? past : [...past.slice(1 - steps), now], now: next, future: [], steps, ...(key !== undefined && { key }) };
}

export function undone<Document>({ past, now, future, steps }: History<Document>): History<Document> {
  return past.length > 0 ? { past: past.slice(0, -1), now: past[past.length - 1]!, future: [now, ...future], steps } : { past, now, future, steps };
}

export function redone<Document>({ past, now, future, steps }: History<Document>): History<Document> {
  return future.length > 0 ? { past: [...past, now], now: future[0]!, future: future.slice(1), steps } : { past, now, future, steps };
}
