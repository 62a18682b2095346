/**
 * Tar archives (ustar, with the long names of GNU and pax), as npm makes them. Packs hold regular files: a link, a device or anything
 * else is refused by name before a byte of it is used.
 */
import { packProblem } from "../../publish";

const BLOCK = 512;

/** Name → bytes of the regular files. @throws AppError metadata:invalid */
export function readTar(bytes: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= bytes.length;) {
    const header = bytes.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const { name, size, kind } = readHeader(header);
    const end = at + BLOCK + size;
    if (end > bytes.length) throw damaged(name);
    const body = bytes.subarray(at + BLOCK, end);
    at = end + ((BLOCK - (size % BLOCK)) % BLOCK);
    if (kind === "L") longName = body.toString("utf8").replace(/\0.*$/s, "");
    else if (kind === "x") longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(body.toString("utf8"))?.[1] ?? longName;
    else if (kind !== "g") {
      const path = longName ?? name;
      longName = undefined;
      if (kind === "5") continue;
      if (kind !== "0") throw packProblem(path, `${path} is no regular file.`, "Packs hold regular files only, no links.");
      if (files.has(path)) throw packProblem(path, `${path} is in the archive twice.`, "Pack the folder again.");
      files.set(path, body);
    }
  }
  return files;
}

const damaged = (name: string) => packProblem(name, "The archive is damaged or cut off.", "Copy it again, or pack the folder again.");

const field = (header: Buffer, from: number, length: number): string => header.toString("utf8", from, from + length).replace(/\0.*$/s, "");

function readHeader(header: Buffer): { name: string; size: number; kind: string } {
  const own = field(header, 0, 100);
  const prefix = header.toString("latin1", 257, 262) === "ustar" ? field(header, 345, 155) : "";
  const size = field(header, 124, 12).trim();
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
  if (!/^[0-7]{1,11}$/.test(size) || parseInt(field(header, 148, 8).trim(), 8) !== sum) throw damaged(own);
  const kind = String.fromCharCode(header[156]!);
  return { name: prefix === "" ? own : `${prefix}/${own}`, size: parseInt(size, 8), kind: kind === "\0" ? "0" : kind };
}

/** A tar of these files; the same files give the same bytes. Names longer than a header holds get a pax record. */
export function writeTar(files: Iterable<readonly [name: string, text: string]>): Buffer {
  const parts = [...files].flatMap(([name, text]) => {
    const body = Buffer.from(text, "utf8");
    return [...(Buffer.byteLength(name) > 100 ? entry("pax", "x", paxPath(name)) : []), ...entry(name, "0", body)];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function entry(name: string, kind: string, body: Buffer): Buffer[] {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100, "utf8");
  header.write("0000644\0" + "0000000\0" + "0000000\0" + body.length.toString(8).padStart(11, "0") + "\0" + "00000000000\0", 100, "latin1");
  header.write(kind, 156, "latin1");
  header.write("ustar\u000000", 257, "latin1");
  header.fill(" ", 148, 156);
  header.write(header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, "0") + "\0 ", 148, "latin1");
  return [header, body, Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK)];
}

/** "<length of the whole record> path=<name>\n". */
function paxPath(name: string): Buffer {
  const rest = ` path=${name}\n`;
  let length = Buffer.byteLength(rest) + 1;
  while (String(length).length + Buffer.byteLength(rest) !== length) length = String(length).length + Buffer.byteLength(rest);
  return Buffer.from(`${length}${rest}`);
}
