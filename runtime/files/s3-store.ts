/**
 * Files in an S3-compatible store. Bytes are gathered into *parts* of 8 MB: a small file is one PUT, a larger one a multipart
 * upload, so that at most one part is in memory and the length need not be known beforehand.
 */
import { Readable } from "node:stream";
import { AwsClient } from "aws4fetch";
import type { Egress } from "../egress/egress";
import { AppError } from "../kernel/errors";
import { checkedKey, type FileStore } from "./store";

export interface S3Options {
  readonly endpoint: string;
  readonly bucket: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
  readonly egress: Egress;
  /** Before every key, ending with a slash: "workspaces/acme/". */
  readonly prefix?: string;
}

const PART_BYTES = 8 * 1024 * 1024;
const READ_ONLY_STATUS = new Set([200, 204, 206]);

export function createS3Store({ endpoint, bucket, accessKey, secretKey, region, egress, prefix = "" }: S3Options): FileStore {
  const client = new AwsClient({ accessKeyId: accessKey, secretAccessKey: secretKey, region, service: "s3", retries: 0 });
  const base = `${endpoint.replace(/\/+$/, "")}/${encodeURIComponent(bucket)}/${prefix}`;

  async function ask(method: string, key: string, query = "", body?: Uint8Array | string, accept: ReadonlySet<number> = READ_ONLY_STATUS, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
    const request = await client.sign(`${base}${checkedKey(key)}${query}`, { method, headers, ...(bytes ? { body: bytes as BodyInit } : {}) });
    const response = await egress.ask(request);
    if (accept.has(response.status)) return response;
    await response.body?.cancel();
    throw new AppError(response.status === 404 ? "internal" : "unavailable:feature", `The file store answered ${response.status}.`, { remedy: "Check S3_ENDPOINT, S3_BUCKET and the keys, or try again." });
  }
  const done = async (response: Response): Promise<void> => void (await response.arrayBuffer());

  async function putParts(key: string, first: Uint8Array, rest: AsyncIterator<Uint8Array>): Promise<void> {
    const started = await (await ask("POST", key, "?uploads=")).text();
    const id = /<UploadId>([^<]+)<\/UploadId>/.exec(started)?.[1];
    if (!id) throw new AppError("unavailable:feature", "The file store did not begin the upload.");
    const query = `uploadId=${encodeURIComponent(id)}`;
    try {
      const tags: string[] = [];
      for (let part: IteratorResult<Uint8Array> = { value: first }; !part.done; part = await rest.next()) {
        const response = await ask("PUT", key, `?partNumber=${tags.length + 1}&${query}`, part.value);
        tags.push(response.headers.get("etag") ?? "");
        await done(response);
      }
      const list = tags.map((tag, i) => `<Part><PartNumber>${i + 1}</PartNumber><ETag>${tag.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</ETag></Part>`).join("");
      const answer = await (await ask("POST", key, `?${query}`, `<CompleteMultipartUpload>${list}</CompleteMultipartUpload>`)).text();
      // This answer may say 200 and hold an error.
      if (answer.includes("<Error>")) throw new AppError("unavailable:feature", "The file store did not finish the upload.");
    } catch (error) {
      await ask("DELETE", key, `?${query}`).then(done).catch(() => undefined); // the first error is the one to show
      throw error;
    }
  }

  return {
    async put(key, bytes) {
      const parts = partsOf(bytes);
      const first = await parts.next();
      const head = first.done ? new Uint8Array() : first.value;
      if (head.length < PART_BYTES) return done(await ask("PUT", key, "", head));
      return putParts(key, head, parts);
    },
    async open(key, range) {
      const response = await ask("GET", key, "", undefined, READ_ONLY_STATUS, range ? { range: `bytes=${range.start}-${range.end}` } : {});
      if (!response.body) throw new AppError("unavailable:feature", "The file store sent no bytes.");
      return { size: Number(response.headers.get("content-length")), stream: Readable.fromWeb(response.body as never) };
    },
    async remove(key) {
      await done(await ask("DELETE", key, "", undefined, new Set([200, 204, 404])));
    },
  };
}

/** Regroups chunks; every part but the last has PART_BYTES exactly. */
async function* partsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let buffer = Buffer.allocUnsafe(PART_BYTES);
  let used = 0;
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; ) {
      const take = Math.min(PART_BYTES - used, chunk.length - at);
      buffer.set(chunk.subarray(at, at + take), used);
      used += take;
      at += take;
      if (used === PART_BYTES) {
        yield buffer;
        buffer = Buffer.allocUnsafe(PART_BYTES);
        used = 0;
      }
    }
  }
  if (used) yield buffer.subarray(0, used);
}
