/** `npm run dev`: everything from the sources; the server starts anew when one of its files changes, pages change at once. */
import { ensureInstalled, nodeProgram, requireNode, run, stop } from "./lib.mjs";

requireNode();
await ensureInstalled();
const env = { NODE_ENV: "development", METALOOM_FROM: "source", NEXT_TELEMETRY_DISABLED: "1" };
const setup = await run(process.execPath, ["bin/metaloom.mjs", "setup", "--demo"], { env });
if (setup.code !== 0) stop("The packs could not be installed; see above.");
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => undefined);
const { code } = await nodeProgram("tsx/dist/cli.mjs", ["watch", "--clear-screen=false", "cli/main.ts", "serve", ...process.argv.slice(2)], { env });
process.exit(code);
