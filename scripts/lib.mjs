/** What the scripts share. Only Node's own modules: some run before anything is installed. */
import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");

export const say = (sentence) => process.stderr.write(`${sentence}\n`);

/** Ends with a sentence instead of a stack. */
export function stop(sentence) {
  say(sentence);
  process.exit(1);
}

export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) stop(`Metaloom needs Node 20.19 or later; this is ${process.versions.node}. See https://nodejs.org.`);
}

/**
 * Runs a program in the root folder; resolves with its exit code (1 when a signal ended it).
 * With `collect` its output is returned instead of shown.
 */
export function run(command, args, { env = {}, collect = false, quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: collect ? ["ignore", "pipe", "pipe"] : ["ignore", quiet ? "ignore" : "inherit", "inherit"] });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve({ code: 1, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

export const npm = (...args) => run(process.platform === "win32" ? "npm.cmd" : "npm", args);

/** A program of node_modules, by its file. */
export const nodeProgram = (file, args, options) => run(process.execPath, [join(root, "node_modules", file), ...args], options);

/** `npm ci` when node_modules is missing or older than the lock file. */
export async function ensureInstalled() {
  const mark = join(root, "node_modules", ".package-lock.json");
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs) return;
  say("Installing the locked dependencies (npm ci) …");
  // NODE_ENV=production would leave out what building and testing need.
  const { code } = await run(process.platform === "win32" ? "npm.cmd" : "npm", ["ci", "--include=dev", "--no-audit", "--no-fund"]);
  if (code !== 0) stop("npm ci failed; see above. Without a network the dependencies cannot be installed.");
}

export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
