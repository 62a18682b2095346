/** Published in docs/limits.md. */
export const PROCESS_LIMITS = {
  /** Steps in one call of advance(); more go on in the next call (effect `continue`). */
  stepsPerCall: 2_000,
  /** Steps without any task, message, timer or signal from outside; more are taken for an endless loop. Rounds of a repeated activity do not count, what happens inside a repeated sub-process does. */
  automaticSteps: 100_000,
  /** Rounds of one repeated activity. */
  rounds: 100_000,
  /** Rounds of a parallel repetition under way at once; the next begins when one ends. */
  roundsAtOnce: 1_000,
  /** States the soundness check looks at for one process or sub-process. */
  checkedStates: 20_000,
  /** Nodes of one process document. */
  nodes: 2_000,
} as const;
