/** An answer of the server that comes with a page, under the key by which the browser would ask for it. */
export interface Answer {
  readonly key: readonly unknown[];
  readonly data: unknown;
}

export interface KnownAnswers {
  readonly answers: readonly Answer[];
  /** When they were given, in milliseconds. */
  readonly at: number;
}

/** As JSON: React takes one text apart much faster than many small values. */
export const answersText = (answers: readonly Answer[]): string => JSON.stringify({ answers, at: Date.now() } satisfies KnownAnswers);
