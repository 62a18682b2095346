#!/usr/bin/env node
/**
 * `metaloom`: runs the built command line when it is there and as new as the sources, else the sources through tsx.
 * METALOOM_FROM=source or =build decides it by hand.
 */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const built = join(root, "dist", "cli.mjs");
const source = join(root, "cli", "main.ts");

if (Number(process.versions.node.split(".")[0]) < 20) {
  console.error(`Metaloom needs Node 20.19 or later; this is ${process.versions.node}. See https://nodejs.org.`);
  process.exit(1);
}

// React and Next look at this themselves; server/env.ts takes "not set" for production too.
process.env.NODE_ENV ??= "production";

function newestOf(folder) {
  let newest = 0;
  for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && /\.(ts|sql)$/.test(entry.name) && !entry.name.endsWith(".test.ts")) newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
  }
  return newest;
}

function isBuildFresh() {
  if (!existsSync(built)) return false;
  if (process.env.METALOOM_FROM === "build" || !existsSync(source)) return true;
  const builtAt = statSync(built).mtimeMs;
  return ["cli", "server", "runtime"].every((folder) => newestOf(folder) <= builtAt);
}

/** tsx must be loaded before anything else, so the sources run in a process of their own; signals go to both. */
function runSource() {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const child = spawn(process.execPath, ["--enable-source-maps", "--import", tsx, source, ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => (signal ? process.kill(process.pid, signal) : process.exit(code ?? 1)));
  child.on("error", (error) => {
    console.error(error.message);
    process.exit(1);
  });
}

if (process.env.METALOOM_FROM !== "source" && isBuildFresh()) {
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(built).href);
} else if (existsSync(join(root, "node_modules", "tsx"))) {
  runSource();
} else {
  console.error("The dependencies are not installed: run `npm ci` first (or `npm run quickstart`, which does everything).");
  process.exit(1);
}
