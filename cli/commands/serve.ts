import type { Command } from "../command";
import { untilStopped } from "../running";

export const command: Command = {
  about: "Serve pages and API, and do background work",
  anyWorkspace: true,
  usage: "[--no-worker]",
  options: { worker: { type: "boolean", about: "--no-worker leaves background work to `metaloom worker`" } },
  async run(input) {
    const env = input.env();
    const { startServer } = await import("../../server/main");
    const server = await startServer({ env, worker: input.options.worker !== false });
    input.say(`Metaloom is ready at ${server.url}${env.databaseUrl ? "" : `, with the embedded database in ${env.dataDir} (for trying out and small teams; a power cut may cost data)`}.`);
    await untilStopped(input, server);
  },
};
