/** The product for the benchmark: `prepare` migrates and installs the pack, `serve` starts the real server (API only) and tells a key. */
import { sql } from "kysely";
import { systemPrincipal } from "../../runtime/kernel";
import { readPackFolder } from "../../runtime/publish";
import { readEnv } from "../../server/env";
import { startServer } from "../../server/main";
import { benchUser } from "./workload";

const [mode, url, data] = process.argv.slice(2) as ["prepare" | "serve", string, string];
const env = readEnv({ ...process.env, DATABASE_URL: url, METALOOM_DATA: data, METALOOM_SECRET: "bench-secret-bench-secret-bench-secret", METALOOM_URL: "http://localhost", LOG_LEVEL: "error", METALOOM_REQUESTS_PER_MINUTE: "0", PORT: process.env["PORT"] ?? "0" });
const server = await startServer({ env, worker: false, pages: false });
const { runtime } = server;

if (mode === "prepare") {
  const packs = await Promise.all(["metadata/packs/core", "bench/records/pack"].map((folder) => readPackFolder(folder)));
  await runtime.packs.install({ packs, author: { id: null, kind: "system" } });
  process.send!({ ready: true });
} else {
  await runtime.db.run(sql`select 1`);
  const { key } = await runtime.auth.createApiKey(systemPrincipal("test"), { name: "bench", owner: benchUser.id, roles: ["worker"] });
  process.send!({ key });
}
process.once("SIGTERM", () => void server.close().then(() => process.exit(0)));
