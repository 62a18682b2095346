import { createHash, createHmac, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEgress } from "../../runtime/egress/egress";
import { createDiskStore } from "../../runtime/files/disk-store";
import { openFileStore } from "../../runtime/files/open";
import { createS3Store } from "../../runtime/files/s3-store";
import { newStorageKey, type FileStore } from "../../runtime/files/store";
import { S3_ACCESS, startS3 } from "../helpers/s3";

const MB = 1024 * 1024;
const digest = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

async function* chunks(bytes: Buffer, size = 100_000, failAt = Infinity): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) {
    if (at >= failAt) throw new Error("the sender is gone");
    yield bytes.subarray(at, at + size);
  }
}

async function read(store: FileStore, key: string): Promise<Buffer> {
  const { size, stream } = await store.open(key);
  const parts: Buffer[] = [];
  for await (const chunk of stream) parts.push(chunk as Buffer);
  const bytes = Buffer.concat(parts);
  expect(bytes.length).toBe(size);
  return bytes;
}

describe.each(["disk", "s3"] as const)("the file store on %s", (kind) => {
  let store: FileStore;
  let folder: string;
  let close: () => Promise<void>;

  beforeAll(async () => {
    if (kind === "disk") {
      folder = mkdtempSync(join(tmpdir(), "metaloom-files-"));
      store = createDiskStore(folder);
      close = async () => rmSync(folder, { recursive: true });
    } else {
      const s3 = await startS3();
      folder = s3.directory;
      store = openFileStore({ dataDir: "/nowhere", s3: { endpoint: s3.endpoint, ...S3_ACCESS } });
      close = s3.close;
    }
  });
  afterAll(() => close());

  it("gives back what it was given, small, large and empty", async () => {
    for (const size of [0, 1, 100_000, 8 * MB - 1, 8 * MB, 8 * MB + 1, 20 * MB]) {
      const [key, bytes] = [newStorageKey(), randomBytes(size)];
      await store.put(key, chunks(bytes));
      expect([size, digest(await read(store, key))]).toEqual([size, digest(bytes)]);
    }
  });

  it("keeps nothing of a file whose sender breaks off", async () => {
    for (const [size, failAt] of [[MB, 500_000], [20 * MB, 17 * MB]] as const) {
      const key = newStorageKey();
      await expect(store.put(key, chunks(randomBytes(size), 100_000, failAt))).rejects.toThrow("the sender is gone");
      await expect(store.open(key)).rejects.toMatchObject({ code: "internal" });
      const left = readdirSync(folder, { recursive: true }).map(String).filter((name) => name.includes(key.slice(-32)) || name.startsWith(".incoming/"));
      expect(left).toEqual([]);
    }
  });

  it("forgets what is removed, also twice", async () => {
    const key = newStorageKey();
    await store.put(key, chunks(Buffer.from("x")));
    await store.remove(key);
    await store.remove(key);
    await expect(store.open(key)).rejects.toMatchObject({ code: "internal" });
  });

  it("takes keys of its own form only", async () => {
    for (const key of ["../../etc/passwd", "aa/bb/../../x", "", "aa/bb/" + "A".repeat(32)]) await expect((async () => store.open(key))()).rejects.toThrow("wrong form");
  });
});

describe("the way out to the file store", () => {
  it("leads to the configured host and nowhere else", async () => {
    const egress = createEgress({ origins: ["http://127.0.0.1:9"] });
    for (const url of ["http://127.0.0.1:10/", "http://localhost:9/", "https://127.0.0.1:9/", "http://user:secret@127.0.0.1:9/"]) {
      await expect((async () => egress.ask(new Request(url)))()).rejects.toThrow();
    }
    await expect(egress.ask(new Request("http://169.254.169.254/latest"))).rejects.toMatchObject({ code: "internal" });
    await expect(egress.ask(new Request("http://127.0.0.1:9/x"))).rejects.toMatchObject({ code: "unavailable:feature" });
  });

  it("carries a signature (AWS version 4) that holds when it is computed again from the request", async () => {
    // The S3 server of the tests does not check signatures of this version.
    const asked: IncomingMessage[] = [];
    const server = createServer((request, response) => {
      asked.push(request);
      request.resume().on("end", () => response.end());
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await createS3Store({ endpoint, ...S3_ACCESS, secretKey: "a secret", egress: createEgress({ origins: [endpoint] }) }).put(newStorageKey(), chunks(Buffer.from("x")));
    const { method, url, headers } = asked[0]!;
    const [, scope, names, signature] = /Credential=S3RVER\/(\S+), SignedHeaders=(\S+), Signature=(\w+)/.exec(headers.authorization!)!;
    const canonical = [method, url, "", ...names!.split(";").map((name) => `${name}:${String(headers[name])}`), "", names, headers["x-amz-content-sha256"]].join("\n");
    const sign = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
    const key = scope!.split("/").reduce((from: string | Buffer, part) => sign(from, part), "AWS4a secret");
    expect(sign(key, ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, digest(Buffer.from(canonical))].join("\n")).toString("hex")).toBe(signature);
    server.close();
  });

  it("ends in a sentence when the keys are wrong", async () => {
    const s3 = await startS3();
    const store = createS3Store({ endpoint: s3.endpoint, ...S3_ACCESS, accessKey: "nobody", egress: createEgress({ origins: [s3.endpoint] }) });
    await expect(store.put(newStorageKey(), chunks(Buffer.from("x")))).rejects.toMatchObject({ code: "unavailable:feature", message: "The file store answered 403." });
    await s3.close();
  });
});
