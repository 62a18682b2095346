/** Which letters the bytes of a text file are. The whole file is looked at: one wrong byte at its end would spoil names otherwise. */
import iconv from "iconv-lite";
import { fileProblem, type Source } from "./table";

export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1251"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Bytes to look at for separators and zero bytes. */
const SAMPLE = 64 * 1024;

export interface TextKind {
  readonly encoding: Encoding;
  /** The beginning of the file as text. */
  readonly sample: string;
}

/** Marks at the beginning decide; else zero bytes tell UTF-16; else it is UTF-8 when all of it is valid UTF-8, and Windows-1251 otherwise. */
export async function detectEncoding(source: Source): Promise<TextKind> {
  const chunks: Buffer[] = [];
  let sampled = 0;
  let utf8: TextDecoder | undefined = new TextDecoder("utf-8", { fatal: true });
  let zeros = 0;
  for await (const chunk of (await source.open()) as AsyncIterable<Buffer>) {
    if (sampled < SAMPLE) chunks.push(chunk);
    sampled += chunk.length;
    zeros += countZeros(chunk);
    utf8 = valid(utf8, chunk);
  }
  const head = Buffer.concat(chunks).subarray(0, SAMPLE);
  const encoding = marked(head) ?? (zeros ? utf16(head) : undefined) ?? (utf8 && valid(utf8) ? "utf-8" : "windows-1251");
  if (zeros && !encoding.startsWith("utf-16")) throw fileProblem("notText", "The file is neither text nor a spreadsheet.", "Save it as CSV (UTF-8) or as XLSX.");
  return { encoding, sample: iconv.decode(head, encoding) };
}

function marked(head: Buffer): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return undefined;
}

/** Separators, digits and line ends have a zero half in UTF-16; it tells which half comes first. */
function utf16(head: Buffer): Encoding | undefined {
  let [even, odd] = [0, 0];
  head.forEach((byte, i) => {
    if (byte !== 0) return;
    if (i % 2 === 0) even++;
    else odd++;
  });
  if (odd > even * 3) return "utf-16le";
  return even > odd * 3 ? "utf-16be" : undefined;
}

function countZeros(chunk: Buffer): number {
  let zeros = 0;
  for (const byte of chunk) if (byte === 0) zeros++;
  return zeros;
}

function valid(decoder: TextDecoder | undefined, chunk?: Buffer): TextDecoder | undefined {
  try {
    decoder?.decode(chunk, { stream: chunk !== undefined });
    return decoder;
  } catch {
    return undefined; // not UTF-8
  }
}
