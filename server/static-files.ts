/**
 * Scripts and styles of the pages, packed once and kept. Their names change with their content, so a browser that has one never asks
 * for it again. Next would pack them anew for each visitor, in the process that answers everybody else.
 */
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";

const TYPES: Readonly<Record<string, string>> = { js: "application/javascript; charset=UTF-8", css: "text/css; charset=UTF-8" };
/** Higher levels take minutes for one part in a hundred. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** How a file can be packed, best first. */
const PACKERS: Readonly<Record<string, (content: Buffer) => Promise<Buffer>>> = {
  br: (content) => promisify(brotliCompress)(content, BROTLI),
  gzip: (content) => promisify(gzip)(content, { level: 9 }),
};

/**
 * V8 then compiles the functions of a script beside the main thread, while it is read, and not one by one when they are first called: most of
 * what a page loads first runs at once (explicit compile hints, https://v8.dev/blog/explicit-compile-hints). Other browsers see a comment.
 */
const COMPILE_AHEAD = Buffer.from("//# allFunctionsCalledOnLoad\n");

const TOKEN = /^\s*([a-z]+)\s*(?:;\s*q=(0(?:\.0+)?)\s*$)?/i;

/** The best way of packing that an Accept-Encoding header allows; undefined for none. */
export function packingOf(accepted: string | undefined): string | undefined {
  const wanted = (accepted ?? "").split(",").flatMap((part) => {
    const [, name, refused] = TOKEN.exec(part) ?? [];
    return name && refused === undefined ? [name.toLowerCase()] : [];
  });
  return Object.keys(PACKERS).find((name) => wanted.includes(name));
}

interface StaticFile {
  readonly path: string;
  readonly type: string;
  readonly caching: string;
}

/** By address. Only what is there at the start is ever read: an address is looked up, never turned into a path. */
function filesOf(root: string): ReadonlyMap<string, StaticFile> {
  const folder = join(root, ".next", "static");
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  const built = names.flatMap((name): [string, StaticFile][] => {
    const type = TYPES[name.split(".").at(-1) ?? ""];
    return type ? [[`/_next/static/${name.replaceAll("\\", "/")}`, { path: join(folder, name), type, caching: "public, max-age=31536000, immutable" }]] : [];
  });
  // Its name stays, so it is asked for again after a while: a new release may have more icons.
  return new Map([...built, ["/icons.svg", { path: join(root, "public", "icons.svg"), type: "image/svg+xml", caching: "public, max-age=300" }]]);
}

async function contentOf({ path, type }: StaticFile): Promise<Buffer> {
  const content = await readFile(path);
  return type === TYPES["js"] ? Buffer.concat([COMPILE_AHEAD, content]) : content;
}

/** Answers scripts, styles and the picture of icons; false for anything else, which is left to Next. `root`: where .next and public lie. */
export function staticFiles(root: string): (request: FastifyRequest, reply: FastifyReply) => Promise<boolean> {
  const files = filesOf(root);
  const packed = new Map<string, Promise<Buffer>>();
  return async ({ url, method, headers }, reply) => {
    const address = url.split("?", 1)[0]!;
    const file = method === "GET" || method === "HEAD" ? files.get(address) : undefined;
    if (!file) return false;
    const packing = packingOf(headers["accept-encoding"]);
    const key = `${packing} ${address}`;
    const made = packed.get(key) ?? contentOf(file).then(packing ? PACKERS[packing] : undefined);
    packed.set(key, made);
    const content = await made.catch((error: unknown) => {
      packed.delete(key);
      throw error;
    });
    if (packing) void reply.header("content-encoding", packing);
    await reply.header("content-type", file.type).header("cache-control", file.caching).header("vary", "Accept-Encoding").send(content);
    return true;
  };
}
