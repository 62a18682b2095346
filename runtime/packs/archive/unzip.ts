/** Zip archives, opened with care: the directory is judged before anything is unpacked, and no part may give more than it said. */
import { buffer } from "node:stream/consumers";
import { fromBufferPromise, type Entry } from "yauzl";
import { isAppError } from "../../kernel";
import { packProblem, PACK_LIMITS } from "../../publish";

const KIND_OF_FILE = 0o170000;
const REGULAR = 0o100000;

const tooMuch = (name: string) => packProblem(name, "The archive unpacks to more than a pack may hold.", `At most ${PACK_LIMITS.files} files and ${PACK_LIMITS.totalBytes} bytes.`);
const damaged = (cause?: unknown) => {
  const problem = packProblem("", "The archive is damaged, or names files outside of it.", "Pack the folder again.");
  problem.cause = cause;
  return problem;
};

/** Name → bytes of the regular files. @throws AppError metadata:invalid */
export async function readZip(bytes: Buffer): Promise<Map<string, Buffer>> {
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true, autoClose: false });
    if (zip.entryCount > PACK_LIMITS.files * 2) throw tooMuch("");
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    const regular = entries.filter((entry) => !entry.fileName.endsWith("/"));
    judge(regular, bytes.length);
    const files = new Map<string, Buffer>();
    for (const entry of regular) files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
    return files;
  } catch (error) {
    throw isAppError(error) ? error : damaged(error);
  }
}

function judge(entries: readonly Entry[], packed: number): void {
  const seen = new Set<string>();
  for (const entry of entries) {
    const name = entry.fileName;
    // Archives made on Windows say nothing about the kind.
    const kind = (entry.externalFileAttributes >>> 16) & KIND_OF_FILE;
    if (kind !== 0 && kind !== REGULAR) throw packProblem(name, `${name} is no regular file.`, "Packs hold regular files only, no links.");
    if (entry.isEncrypted()) throw packProblem(name, `${name} is protected by a password.`, "Pack the folder without a password.");
    if (seen.has(name)) throw packProblem(name, `${name} is in the archive twice.`, "Pack the folder again.");
    if (entry.uncompressedSize > PACK_LIMITS.fileBytes) throw packProblem(name, `${name} is larger than ${PACK_LIMITS.fileBytes} bytes.`, "Split it.");
    seen.add(name);
  }
  const sum = (size: (entry: Entry) => number): number => entries.reduce((total, entry) => total + size(entry), 0);
  // Parts that share bytes would unpack to more than the file could hold.
  if (sum((entry) => entry.uncompressedSize) > PACK_LIMITS.totalBytes || sum((entry) => entry.compressedSize) > packed) throw tooMuch("");
}
