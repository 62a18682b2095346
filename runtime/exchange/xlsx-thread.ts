/** Spreadsheets, read in a thread of their own; here is the end that asks for rows. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { fileProblem, type Row, type Source, type Table } from "./table";

export interface XlsxWork {
  readonly bytes: Uint8Array;
  readonly wanted: "columns" | "rows";
}

export type XlsxMessage =
  | { readonly kind: "columns"; readonly columns: readonly string[] }
  | { readonly kind: "rows"; readonly rows: readonly Row[] }
  | { readonly kind: "end" }
  | { readonly kind: "problem"; readonly code: string; readonly message: string; readonly remedy: string };

/** Megabytes the thread may use; a spreadsheet that needs more ends the thread, not the server. */
const MEMORY_MB = 768;

/** @throws AppError input:invalid for damage, bombs, missing or repeated headers. */
export async function readXlsx(source: Source): Promise<Table> {
  for await (const message of messages(source, "columns")) if (message.kind === "columns") return { format: "xlsx", columns: message.columns, rows: () => rowsOf(source) };
  throw new Error("The thread that reads spreadsheets ended without an answer.");
}

async function* rowsOf(source: Source): AsyncGenerator<Row> {
  for await (const message of messages(source, "rows")) if (message.kind === "rows") yield* message.rows;
}

/** What the thread says, one message after the other; leaving the loop ends the thread. @throws AppError input:invalid. */
async function* messages(source: Source, wanted: XlsxWork["wanted"]): AsyncGenerator<XlsxMessage> {
  const bytes = await bytesOf(source);
  const worker = startWorker({ bytes, wanted });
  try {
    for (;;) {
      const message = await next(worker);
      if (message.kind === "problem") throw fileProblem(message.code, message.message, message.remedy);
      if (message.kind === "end") return;
      yield message;
      worker.postMessage("more");
    }
  } finally {
    await worker.terminate();
  }
}

async function bytesOf(source: Source): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of (await source.open()) as AsyncIterable<Buffer>) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

/** The worker beside this file: TypeScript through tsx in the source tree, a bundle in dist/. */
function startWorker(work: XlsxWork): Worker {
  const source = fileURLToPath(new URL("./xlsx-worker.ts", import.meta.url));
  const isSource = import.meta.url.endsWith(".ts") && existsSync(source);
  const options = { workerData: work, transferList: [work.bytes.buffer as ArrayBuffer], resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } };
  if (!isSource) return new Worker(new URL("./xlsx-worker.mjs", import.meta.url), options);
  // In a thread tsx does nothing by "--import"; it is asked to by hand.
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx/esm/api").replace(/cjs$/, "mjs")).href;
  return new Worker(`import(${JSON.stringify(tsx)}).then(({ register }) => { register(); return import(${JSON.stringify(pathToFileURL(source).href)}); })`, { ...options, eval: true });
}

/** The next message. @throws the error that ended the thread. */
function next(worker: Worker): Promise<XlsxMessage> {
  return new Promise((take, refuse) => {
    const done = (settle: () => void) => {
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      settle();
    };
    const onMessage = (message: XlsxMessage) => done(() => take(message));
    const onError = (error: Error) => done(() => refuse((error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY" ? fileProblem("bomb", "The spreadsheet needs more memory than there is for one.", "Divide it into several files.") : error));
    const onExit = () => done(() => refuse(new Error("The thread that reads spreadsheets has ended.")));
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
  });
}
