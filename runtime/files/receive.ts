/** Bytes on their way into the store: counted, digested, capped, and judged by their first bytes before anything is kept. */
import { createHash } from "node:crypto";
import { AppError } from "../kernel/errors";
import { HEAD_BYTES } from "./sniff";

export interface Meter {
  /** The same bytes, to be given to a store. Throws what `judge` throws, and request:tooLarge. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** After the last byte. */
  size(): number;
  digest(): Buffer;
}

export interface MeterOptions {
  readonly maxBytes: number;
  /** Sees the head once, before any byte goes on. */
  judge(head: Uint8Array): void;
}

export function meter(source: AsyncIterable<Uint8Array>, { maxBytes, judge }: MeterOptions): Meter {
  const hash = createHash("sha256");
  let size = 0;
  async function* pass(): AsyncGenerator<Uint8Array> {
    let head: Uint8Array | undefined = new Uint8Array();
    for await (const chunk of source) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      hash.update(chunk);
      if (head === undefined) {
        yield chunk;
        continue;
      }
      head = Buffer.concat([head, chunk]);
      if (head.length < HEAD_BYTES) continue;
      judge(head.subarray(0, HEAD_BYTES));
      yield head;
      head = undefined;
    }
    if (size === 0) throw new AppError("input:invalid", "The file is empty.", { issues: [{ pointer: "/file", code: "empty", message: "The file is empty.", remedy: "Choose another file." }], remedy: "Choose another file." });
    if (head !== undefined) {
      judge(head);
      yield head;
    }
  }
  return { bytes: pass(), size: () => size, digest: () => hash.digest() };
}

/** One limit, said in the same words wherever it is met. */
export function tooLarge(maxBytes: number): AppError {
  const most = maxBytes >= 1024 * 1024 ? `${Math.floor(maxBytes / 1024 / 1024)} MB` : `${maxBytes} bytes`;
  const [message, remedy] = [`The file is larger than ${most}.`, "Send a smaller file; docs/limits.md lists the limits."];
  return new AppError("request:tooLarge", message, { remedy, issues: [{ pointer: "/file", code: "tooLarge", message, remedy }], details: { maxBytes } });
}
