/** Digest of a set of documents. Node only (sha256 of node:crypto). */
import { createHash } from "node:crypto";
import { documentKey, type SourceDocument } from "./source";

/** Hex sha256 of the texts and their places; the order of the set does not count. */
export function digestDocuments(documents: readonly SourceDocument[]): string {
  const hash = createHash("sha256");
  const keyed = documents.map((document) => [documentKey(document), document.text] as const).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  for (const [key, text] of keyed) hash.update(`${Buffer.byteLength(key)}:${key}${Buffer.byteLength(text)}:${text}`);
  return hash.digest("hex");
}
