import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packingOf, staticFiles } from "./static-files";

const folder = mkdtempSync(join(tmpdir(), "static-files-"));
const SCRIPT = "let answer = 42;\n".repeat(200);
const SENT = `//# allFunctionsCalledOnLoad\n${SCRIPT}`;
let app: FastifyInstance;

beforeAll(() => {
  mkdirSync(join(folder, ".next", "static", "chunks"), { recursive: true });
  writeFileSync(join(folder, ".next", "static", "chunks", "a.js"), SCRIPT);
  writeFileSync(join(folder, ".next", "static", "chunks", "notes.txt"), "not for browsers");
  writeFileSync(join(folder, ".next", "secret.js"), "outside");
  mkdirSync(join(folder, "public"));
  writeFileSync(join(folder, "public", "icons.svg"), "<svg/>");
  app = Fastify();
  const send = staticFiles(folder);
  app.all("/*", async (request, reply) => ((await send(request, reply)) ? reply : reply.code(418).send("next")));
});

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (url: string, encoding?: string) => app.inject({ url, headers: encoding ? { "accept-encoding": encoding } : {} });

test("a script comes packed as the browser likes it, with the hint to compile it ahead, for ever", async () => {
  const [brotli, gzipped, plain] = [await ask("/_next/static/chunks/a.js", "gzip, deflate, br, zstd"), await ask("/_next/static/chunks/a.js?dpl=1", "gzip"), await ask("/_next/static/chunks/a.js")];
  expect(brotliDecompressSync(brotli.rawPayload).toString()).toBe(SENT);
  expect(gunzipSync(gzipped.rawPayload).toString()).toBe(SENT);
  expect(plain.payload).toBe(SENT);
  expect(brotli.headers).toMatchObject({ "content-encoding": "br", "content-type": "application/javascript; charset=UTF-8", "cache-control": "public, max-age=31536000, immutable", vary: "Accept-Encoding" });
  expect(plain.headers["content-encoding"]).toBeUndefined();
});

test("the icons are asked for again after a while", async () => {
  expect((await ask("/icons.svg")).headers).toMatchObject({ "content-type": "image/svg+xml", "cache-control": "public, max-age=300" });
});

test("nothing but scripts and styles of the build is answered", async () => {
  for (const url of ["/_next/static/chunks/notes.txt", "/_next/static/chunks/b.js", "/_next/static/../secret.js", "/_next/static/%2e%2e/secret.js", "/deal"]) expect((await ask(url)).statusCode, url).toBe(418);
});

test("the way of packing is one the browser takes", () => {
  expect(packingOf("gzip;q=1.0, br;q=0.8")).toBe("br");
  expect(packingOf("br;q=0, gzip")).toBe("gzip");
  expect(packingOf("identity")).toBeUndefined();
  expect(packingOf(undefined)).toBeUndefined();
});
