/** Packs that come as an archive: kept for its sender for a day, like any upload, until a plan or an installation names it. */
import { dropFile } from "../runtime/exchange/source";
import type { MediaKind } from "../runtime/files/sniff";
import { AppError } from "../runtime/kernel";
import { ARCHIVE_LIMITS, readPackArchives } from "../runtime/packs/archive/archive";
import { packDigest, signerOf, type PackSource } from "../runtime/publish";
import { missingFile, readForm } from "./multipart";
import type { Call } from "./route";

/** Told apart by the first bytes; what else it holds is found when it is read. */
function archiveKind(head: Uint8Array): MediaKind | undefined {
  if (head[0] === 0x50 && head[1] === 0x4b) return { mediaType: "application/zip", extensions: ["zip"] };
  return head[0] === 0x1f && head[1] === 0x8b ? { mediaType: "application/gzip", extensions: ["tgz", "gz"] } : undefined;
}

interface KeptArchive {
  /** What plans and installations name. */
  readonly archive: string;
  /** Names of the packs in it, for people. */
  readonly name: string;
  readonly packs: readonly { readonly name: string; readonly digest: string; readonly signedBy: string | null }[];
}

/** @throws AppError request:unsupportedType, request:tooLarge, metadata:invalid with the file inside that is wrong; nothing is kept then. */
export async function keepArchive(call: Call<unknown, unknown, unknown>): Promise<KeptArchive> {
  const { runtime, ctx, request, db } = call;
  const { file } = await readForm(request, { maxBytes: ARCHIVE_LIMITS.packedBytes, fields: [], take: (name, bytes) => runtime.files.stage(ctx, { name, bytes, maxBytes: ARCHIVE_LIMITS.packedBytes, kindOf: archiveKind }) });
  if (!file) throw missingFile();
  try {
    const packs = await packsOfArchive(call, file.id);
    return { archive: file.id, name: packs.map(({ name }) => name).join(", "), packs: packs.map(({ name, files }) => ({ name, digest: packDigest(files), signedBy: signerOf(files) ?? null })) };
  } catch (error) {
    await dropFile(db, file.id);
    throw error;
  }
}

/** @throws AppError resource:notFound when it is not kept any more, or somebody else's. */
export async function packsOfArchive(call: Call<unknown, unknown, unknown>, id: string): Promise<readonly PackSource[]> {
  const { info, stored } = await call.runtime.files.open(call, id);
  const isArchive = ["application/zip", "application/gzip"].includes(info.mediaType);
  const chunks: Buffer[] = [];
  for await (const chunk of stored.stream) chunks.push(chunk as Buffer);
  if (!isArchive) throw new AppError("input:invalid", "The file is no archive of a pack.", { remedy: "Send it to /api/v1/packs/archives first." });
  return readPackArchives(Buffer.concat(chunks));
}
