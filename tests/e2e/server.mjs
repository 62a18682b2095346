/**
 * The server of the browser tests: the built product on a fresh embedded database in a temporary folder, with the shipped packs and
 * one administrator. E2E_DEMO=full adds the demo data, which takes longer than all tests together would like.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const port = process.env.E2E_PORT ?? "3199";
const [email, password] = ["ada@e2e.example", "plum garden stone 42"]; // as in people.ts

if (!existsSync(join(root, ".next", "BUILD_ID")) || !existsSync(join(root, "dist", "cli.mjs"))) {
  console.error("The product is not built: run `npm run build` first.");
  process.exit(1);
}

const dataDir = mkdtempSync(join(tmpdir(), "metaloom-e2e-"));
const env = { ...process.env, DATABASE_URL: "", METALOOM_DATA: dataDir, METALOOM_FROM: "build", METALOOM_URL: `http://localhost:${port}`, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", PORT: port };
const demo = process.env.E2E_DEMO === "full" ? ["--demo", "--demo-password", password] : [];
let child;

/** Runs one command of the product to its end; a signal to us is one to it. */
function metaloom(...args) {
  child = spawn(process.execPath, [join(root, "bin", "metaloom.mjs"), ...args], { cwd: root, env, stdio: ["ignore", "ignore", "inherit"] });
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
}

let isStopping = false;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    isStopping = true;
    child?.kill("SIGTERM");
  });
}
let code = await metaloom("setup", "--admin-email", email, "--admin-password", password, ...demo);
if (code === 0 && !isStopping) code = await metaloom("serve");
rmSync(dataDir, { recursive: true, force: true });
process.exit(isStopping ? 0 : code);
