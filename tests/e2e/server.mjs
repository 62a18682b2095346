/** The server of the browser tests: the built product on a fresh embedded database with demo data. `npm run build` comes first. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const dataDir = join(root, ".tmp", "e2e-data");
const port = process.env.E2E_PORT ?? "3199";

if (!existsSync(join(root, ".next", "BUILD_ID")) || !existsSync(join(root, "dist", "cli.mjs"))) {
  console.error("The product is not built: run `npm run build` first.");
  process.exit(1);
}
rmSync(dataDir, { recursive: true, force: true });
const env = { ...process.env, DATABASE_URL: "", METALOOM_DATA: dataDir, METALOOM_FROM: "build", METALOOM_URL: `http://localhost:${port}`, NODE_ENV: "production", PORT: port };
const metaloom = join(root, "bin", "metaloom.mjs");
const setup = spawnSync(process.execPath, [metaloom, "setup", "--demo"], { cwd: root, env, stdio: "inherit" });
if (setup.status !== 0) process.exit(1);
const server = spawn(process.execPath, [metaloom, "serve"], { cwd: root, env, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill("SIGTERM"));
server.on("exit", (code) => process.exit(code ?? 1));
