/**
 * `npm run quickstart`: from a bare clone to a running product with demo data, with Node alone.
 * -- --exit-when-ready   stop with 0 as soon as the product answers
 * -- --rebuild           build although nothing seems to have changed
 */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled, nodeProgram, requireNode, root, say, seconds, stop } from "./lib.mjs";

const SOURCES = ["app", "cli", "components", "metadata", "public", "runtime", "server"];
const FILES = ["next.config.mjs", "package-lock.json", "postcss.config.mjs", "scripts/build.mjs", "tsconfig.json"];
const READY_WITHIN_MS = 120_000;

function newest(path) {
  if (!existsSync(path)) return 0;
  if (!statSync(path).isDirectory()) return statSync(path).mtimeMs;
  return Math.max(0, ...readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}

function isBuilt() {
  const mark = join(root, "dist", "built.json");
  if (!existsSync(mark) || !existsSync(join(root, ".next", "BUILD_ID"))) return false;
  return [...SOURCES, ...FILES].every((path) => newest(join(root, path)) <= statSync(mark).mtimeMs);
}

/** Runs the built command line; its standard output is collected, progress is shown. */
function metaloom(...args) {
  const child = spawn(process.execPath, [join(root, "bin", "metaloom.mjs"), ...args], { cwd: root, stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, METALOOM_FROM: "build", NEXT_TELEMETRY_DISABLED: "1" } });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  const ended = new Promise((resolve) => child.on("close", (code) => resolve({ code: code ?? 1, output })));
  return { child, ended };
}

async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).status === 200;
  } catch {
    // Not listening yet.
    return false;
  }
}

async function untilReady(url, server) {
  let hasEnded = false;
  void server.ended.then(() => (hasEnded = true));
  for (const end = Date.now() + READY_WITHIN_MS; Date.now() < end && !hasEnded; await new Promise((resolve) => setTimeout(resolve, 200))) {
    if (await answers(`${url}/readyz`)) return true;
  }
  return false;
}

async function main() {
  const started = Date.now();
  requireNode();
  const url = `http://127.0.0.1:${process.env.PORT || 3000}`;
  if (await answers(`${url}/readyz`)) stop(`Something answers at ${url} already. Stop it, or choose another port: PORT=3001 npm run quickstart`);
  await ensureInstalled();
  if (process.argv.includes("--rebuild") || !isBuilt()) {
    say("Building …");
    const { code } = await nodeProgram("../scripts/build.mjs", []);
    if (code !== 0) stop("The build failed; see above.");
  }
  say("Installing the packs and their demo data …");
  const setup = await metaloom("setup", "--demo").ended;
  if (setup.code !== 0) stop("The packs could not be installed; see above.");

  const server = metaloom("serve");
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.child.kill("SIGTERM"));
  if (!(await untilReady(url, server))) {
    server.child.kill("SIGTERM");
    stop(`The server did not answer at ${url}; see above.`);
  }
  console.log(`\nMetaloom is ready after ${seconds(started)}: ${process.env.METALOOM_URL || `http://localhost:${process.env.PORT || 3000}`}\n\n${setup.output.trim()}\n`);
  if (process.argv.includes("--exit-when-ready")) server.child.kill("SIGTERM");
  const { code } = await server.ended;
  process.exit(process.argv.includes("--exit-when-ready") ? 0 : code);
}

await main();
