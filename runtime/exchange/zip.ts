/** Archives, opened with care: nothing is unpacked before the directory has been judged, and no part may give more than it said. */
import type { Readable } from "node:stream";
import { fromBufferPromise, type Entry, type ZipFile } from "yauzl";
import { EXCHANGE_LIMITS } from "./limits";
import { fileProblem } from "./table";

export interface Archive {
  has(name: string): boolean;
  /** Unpacked bytes of a part. @throws AppError when there is none of the name. */
  open(name: string): Promise<Readable>;
}

const damaged = (cause?: unknown) => {
  const problem = fileProblem("damaged", "The spreadsheet is damaged and cannot be read.", "Open it in your spreadsheet program and save it again as XLSX.");
  problem.cause = cause;
  return problem;
};

const bomb = () => fileProblem("bomb", "The spreadsheet unpacks to more than is taken.", `Remove what is not needed; a spreadsheet may unpack to ${EXCHANGE_LIMITS.unpackedBytes / 1024 / 1024} MB.`);

/** @throws AppError input:invalid for damage, encryption, too many parts, and what unpacks to too much. */
export async function openArchive(buffer: Buffer): Promise<Archive> {
  let zip: ZipFile;
  const entries = new Map<string, Entry>();
  try {
    zip = await fromBufferPromise(buffer, { lazyEntries: true, validateEntrySizes: true, autoClose: false });
    if (zip.entryCount > EXCHANGE_LIMITS.zipEntries) throw bomb();
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw fileProblem("encrypted", "The spreadsheet is protected by a password.", "Save it without a password.");
      if (entries.has(entry.fileName)) throw damaged();
      entries.set(entry.fileName, entry);
      if (entries.size > EXCHANGE_LIMITS.zipEntries) throw bomb();
    }
  } catch (error) {
    throw (error as { issues?: unknown }).issues ? error : damaged(error);
  }
  judge([...entries.values()], buffer.length);
  return {
    has: (name) => entries.has(name),
    async open(name) {
      const entry = entries.get(name);
      if (!entry) throw damaged();
      return zip.openReadStreamPromise(entry).catch((error: unknown) => {
        throw damaged(error);
      });
    },
  };
}

function judge(entries: readonly Entry[], packed: number): void {
  const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  // Parts that share bytes would unpack to more than the file could hold.
  const claimed = entries.reduce((sum, entry) => sum + entry.compressedSize, 0);
  if (unpacked > EXCHANGE_LIMITS.unpackedBytes || claimed > packed || (unpacked > 10 * 1024 * 1024 && unpacked / Math.max(1, packed) > EXCHANGE_LIMITS.zipRatio)) throw bomb();
}
