/**
 * Argon2id in a worker thread. Measured on 2 cores with m = 19 MiB, t = 2, p = 1: 57-90 ms a hash, all of it in WebAssembly;
 * on the event loop every sign-in would stall every other request for that long.
 */
import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { AppError } from "../kernel";

export interface Argon2 {
  hash(password: string): Promise<string>;
  verify(password: string, encoded: string): Promise<boolean>;
  close(): Promise<void>;
}

/** OWASP's first choice for Argon2id. Kept in each hash, so they may grow. */
export const ARGON2_PARAMETERS = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;

/** More waiting sign-ins than this are told to come again: a queue of minutes helps nobody. */
const QUEUE_LIMIT = 200;
/** An idle worker holds about 20 MB; let it go. */
const IDLE_MS = 30_000;

// A constant text and not a file: it works alike under tsx, vitest and in the bundled server, where a path beside this module does not exist.
const WORKER_SOURCE = `
const { parentPort, workerData } = require("node:worker_threads");
const { argon2id, argon2Verify } = require(workerData.library);
parentPort.on("message", async ({ id, job }) => {
  try {
    const result = job.encoded === undefined
      ? await argon2id({ ...workerData.parameters, password: job.password, salt: job.salt, outputType: "encoded" })
      : await argon2Verify({ password: job.password, hash: job.encoded });
    parentPort.postMessage({ id, result });
  } catch (error) {
    parentPort.postMessage({ id, error: String(error) });
  }
});`;

interface Job {
  readonly password: string;
  readonly salt?: Uint8Array;
  readonly encoded?: string;
}
interface Waiting {
  resolve(value: string | boolean): void;
  reject(error: unknown): void;
}

export function createArgon2(): Argon2 {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let nextId = 0;
  let idle: NodeJS.Timeout | undefined;

  const start = (): Worker => {
    const started = new Worker(WORKER_SOURCE, { eval: true, workerData: { library: createRequire(import.meta.url).resolve("hash-wasm"), parameters: ARGON2_PARAMETERS } });
    started.unref();
    started.on("message", ({ id, result, error }: { id: number; result: string | boolean; error?: string }) => {
      const job = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) job?.resolve(result);
      else job?.reject(new Error(`argon2: ${error}`));
      if (waiting.size === 0) rest();
    });
    started.on("error", (error) => failAll(error));
    return started;
  };
  const failAll = (error: unknown): void => {
    worker = undefined;
    for (const job of waiting.values()) job.reject(error);
    waiting.clear();
  };
  const rest = (): void => {
    worker?.unref();
    idle = setTimeout(() => void close(), IDLE_MS);
    idle.unref();
  };
  const close = async (): Promise<void> => {
    clearTimeout(idle);
    const stopped = worker;
    worker = undefined;
    await stopped?.terminate();
    if (stopped) failAll(new AppError("unavailable:feature", "The server is stopping."));
  };
  const run = (job: Job): Promise<string | boolean> => {
    if (waiting.size >= QUEUE_LIMIT) return Promise.reject(new AppError("request:tooMany", "Too many people are signing in at this moment.", { remedy: "Try again in a minute." }));
    clearTimeout(idle);
    worker ??= start();
    worker.ref(); // a command line call must not end while its hash is computed
    const id = nextId++;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker!.postMessage({ id, job });
    });
  };

  return {
    hash: async (password) => String(await run({ password, salt: randomBytes(16) })),
    verify: async (password, encoded) => (await run({ password, encoded })) === true,
    close,
  };
}
