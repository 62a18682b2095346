import type { Command } from "../command";
import { untilStopped } from "../running";

export const command: Command = {
  about: "Do background work only (letters, imports, timers), beside `serve --no-worker`",
  anyWorkspace: true,
  async run(input) {
    const env = input.env();
    const { startWorker } = await import("../../server/main");
    const worker = await startWorker({ env });
    input.say("The worker is ready.");
    await untilStopped(input, worker);
  },
};
