/** Keeps a command running until the process is asked to end; then closes in order, and ends by itself. */
import type { Input } from "./command";

const GRACE_MS = 15_000;

export async function untilStopped(input: Input, running: { close(): Promise<void> }): Promise<void> {
  const signal = await new Promise<string>((resolve) => {
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, () => resolve(name));
  });
  input.say(`${signal}: finishing what is running.`);
  // A second Ctrl-C, or work that does not end, must not keep the process for ever.
  process.once("SIGINT", () => process.exit(130));
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  await running.close();
}
