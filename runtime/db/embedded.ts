/**
 * The embedded database: PGlite in a child process, for trying out, development and single small teams. One process owns a
 * data directory for its life. It is safe against kill -9 of any process, not against power loss (PGlite never calls fsync).
 */
import { fork, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { AppError } from "../kernel";
import { embeddedPaths, embeddedUrl, readNote, type ChildMessage, type EmbeddedPaths } from "./embedded-paths";

export interface EmbeddedOptions {
  /** METALOOM_DATA. */
  readonly dataDir: string;
  /** When another process has the directory open: refuse with a sentence (servers), or use its connection (command line). */
  readonly whenBusy?: "refuse" | "share";
  /** Copy the directory before opening it; on unless said otherwise. */
  readonly snapshot?: boolean;
  /** Sentences for the log: no snapshot, restart after a crash. */
  readonly log?: (sentence: string) => void;
}

export interface Embedded {
  /** For createPool({ databaseUrl, embedded: true }). */
  readonly url: string;
  /** The process that owns the data. */
  readonly pid: number;
  /** True when it belongs to another server, which close() leaves alone. */
  readonly isShared: boolean;
  close(): Promise<void>;
}

const RESTARTS = 5;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** The child beside this file: TypeScript through tsx in the source tree, a bundle in dist/. */
function spawnChild(options: EmbeddedOptions): ChildProcess {
  const source = fileURLToPath(new URL("./embedded-child.ts", import.meta.url));
  const isSource = import.meta.url.endsWith(".ts") && existsSync(source);
  const file = isSource ? source : fileURLToPath(new URL("./embedded-child.mjs", import.meta.url));
  const execArgv = isSource ? ["--import", pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href] : [];
  const kind = options.snapshot === false ? "plain" : "snapshot";
  return fork(file, [resolve(options.dataDir), kind], { execArgv, stdio: ["ignore", "ignore", "inherit", "ipc"] });
}

function busyError(paths: EmbeddedPaths): AppError {
  const note = readNote(paths);
  const who = note ? `process ${note.parent} (its database process is ${note.pid}, since ${note.startedAt})` : "another process";
  return new AppError("state:wrong", `The embedded database in ${paths.data} is already open in ${who}.`, {
    remedy: "Stop that process, choose another directory with METALOOM_DATA, or set DATABASE_URL: only a PostgreSQL server can serve several processes.",
  });
}

/** Waits for the child's verdict: "ready" or "busy". */
function verdict(child: ChildProcess, options: EmbeddedOptions): Promise<"ready" | "busy"> {
  return new Promise((settle, reject) => {
    const failed = (why: string) => reject(new AppError("unavailable:database", "The embedded database could not be started.", {
      remedy: `Look at the message of its process; earlier states are in ${embeddedPaths(options.dataDir).snapshots}.`, cause: new Error(why),
    }));
    child.on("message", (message: ChildMessage) => {
      if (message.kind === "ready" || message.kind === "busy") settle(message.kind);
      else if (message.kind === "says") options.log?.(message.sentence);
      else failed(message.message);
    });
    child.once("error", (error) => failed(error.message));
    child.once("exit", (code, signal) => failed(`It ended with ${signal ?? code}.`));
  });
}

const ended = (child: ChildProcess) => new Promise<void>((done) => (child.exitCode !== null || child.signalCode !== null ? done() : child.once("exit", () => done())));

/**
 * Opens the embedded database of a data directory; makes it when there is none. A child that dies is started again.
 * @throws AppError state:wrong when another process has it open and `whenBusy` is not "share"; unavailable:database when it does not start.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  if (process.platform === "win32") {
    throw new AppError("unavailable:feature", "The embedded database needs Linux or macOS.", { remedy: "Set DATABASE_URL to a PostgreSQL server, or work inside WSL." });
  }
  const paths = embeddedPaths(options.dataDir);
  let child = spawnChild(options);
  if ((await verdict(child, options)) === "busy") {
    const note = readNote(paths);
    if (options.whenBusy !== "share" || !note) throw busyError(paths);
    return { url: embeddedUrl(paths), pid: note.pid, isShared: true, close: async () => undefined };
  }

  let isClosing = false;
  async function restart(attempt: number): Promise<void> {
    if (isClosing) return;
    if (attempt > RESTARTS) return options.log?.("The process of the embedded database ended again and again; it is not started any more.");
    options.log?.(`The process of the embedded database (${child.pid}) ended unexpectedly; it is started again.`);
    await pause(200 * 2 ** attempt);
    if (isClosing) return;
    child = spawnChild({ ...options, snapshot: false });
    try {
      if ((await verdict(child, options)) === "ready") return watch();
    } catch (error) {
      options.log?.(error instanceof Error ? error.message : String(error));
    }
    return restart(attempt + 1);
  }
  function watch(): void {
    child.once("exit", () => void restart(0));
  }
  watch();

  return {
    url: embeddedUrl(paths),
    get pid() { return child.pid!; },
    isShared: false,
    async close() {
      isClosing = true;
      if (child.connected) child.disconnect();
      await ended(child);
    },
  };
}
