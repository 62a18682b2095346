/** The thread that reads spreadsheets: unpacking and reading one takes seconds of pure computing, which nobody else should wait for. */
import { parentPort, workerData } from "node:worker_threads";
import { isAppError } from "../kernel/errors";
import { readColumns, readRows } from "./read-xlsx";
import type { XlsxMessage, XlsxWork } from "./xlsx-thread";

const port = parentPort!;
const say = (message: XlsxMessage): void => port.postMessage(message);

/** The next part is read when the one before has been used: a reader that is slower does not fill the memory. */
const asked = (): Promise<void> => new Promise((go) => port.once("message", () => go()));

async function work({ bytes, wanted }: XlsxWork): Promise<void> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (wanted === "columns") return say({ kind: "columns", columns: await readColumns(buffer) });
  for await (const rows of readRows(buffer)) {
    say({ kind: "rows", rows });
    await asked();
  }
  say({ kind: "end" });
}

await work(workerData as XlsxWork).catch((error: unknown) => {
  const [issue] = isAppError(error) ? error.issues : [];
  if (!issue) throw error;
  say({ kind: "problem", code: issue.code, message: issue.message, remedy: issue.remedy ?? "" });
});
