/** Background work of one process: a *pass* does all that waits, and comes again after a pause until it is stopped. */

interface LoopOptions {
  /** Pause between two passes, in milliseconds. */
  readonly everyMs: number;
  /** Hears of a pass that failed; the next one comes all the same. */
  failed(error: unknown): void;
}

export function createLoop(pass: (now: Date) => Promise<number>, { everyMs, failed }: LoopOptions) {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<number> | undefined;
  let asked = false;

  /** One pass, or the one under way; how much was done. */
  const runOnce = (now = new Date()): Promise<number> => (running ??= pass(now).finally(() => (running = undefined)));
  const turn = async (): Promise<void> => {
    asked = false;
    await runOnce().catch(failed);
    if (timer !== undefined) timer = setTimeout(() => void turn(), asked ? 0 : everyMs);
  };

  return {
    runOnce,
    start(): void {
      timer ??= setTimeout(() => void turn(), 0);
    },
    /** Something was left to be done: looks at once instead of after the pause; nothing happens while the loop stands still. */
    wake(): void {
      if (timer === undefined) return;
      asked = true;
      if (running !== undefined) return;
      clearTimeout(timer);
      timer = setTimeout(() => void turn(), 5);
    },
    /** Waits for the pass under way. */
    async stop(): Promise<void> {
      clearTimeout(timer);
      timer = undefined;
      await running?.catch(() => undefined); // heard by failed()
    },
  };
}
