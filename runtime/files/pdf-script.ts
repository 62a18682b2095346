/**
 * Programs in PDFs. A browser's viewer runs what a PDF brings along (it opens messages and asks for attention), and no policy of ours
 * reaches into it; so a PDF with a program is not shown. What cannot be looked into counts as a program.
 */
import { inflateSync } from "node:zlib";

/** Bytes of a PDF that is looked through; larger ones are only downloaded. */
export const PDF_BYTES = 32 * 1024 * 1024;

/** Bytes of one unpacked object stream; they hold dictionaries, not pictures. */
const UNPACKED = 16 * 1024 * 1024;

/** Actions and forms that a viewer runs, by name. */
const PROGRAM = /\/(JavaScript|Rendition|XFA)(?![A-Za-z])/;

/** Names may write any letter as #xx. */
const plain = (text: string): string => text.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** How far before its contents the dictionary of an object stream may stand; one further away is not looked into. */
const DICTIONARY = 2048;

/** Whether a viewer would run something. */
export function pdfHasProgram(bytes: Buffer): boolean {
  const text = bytes.toString("latin1");
  const names = plain(text);
  if (PROGRAM.test(names)) return true;
  const streams = names.match(/\/ObjStm(?![A-Za-z])/g)?.length ?? 0;
  let seen = 0;
  for (const { index, 0: word } of text.matchAll(/stream\r?\n/g)) {
    const head = plain(text.slice(Math.max(0, index - DICTIONARY), index));
    const dictionary = head.slice(Math.max(head.lastIndexOf("endobj"), 0));
    if (!/\/ObjStm(?![A-Za-z])/.test(dictionary) || text.startsWith("end", index - 3)) continue;
    seen++;
    const packed = unpack(bytes, index + word.length, text.indexOf("endstream", index), dictionary);
    if (packed === undefined || PROGRAM.test(plain(packed))) return true;
  }
  return seen < streams;
}

/** Contents of an object stream as text; undefined when they are packed in a way we do not read. */
function unpack(bytes: Buffer, from: number, to: number, dictionary: string): string | undefined {
  if (!/\/Filter/.test(dictionary)) return "";
  if (to < 0 || !/\/Filter\s*(\[\s*\/FlateDecode\s*\]|\/FlateDecode)/.test(dictionary) || /\/DecodeParms/.test(dictionary)) return undefined;
  try {
    return inflateSync(bytes.subarray(from, to), { maxOutputLength: UNPACKED }).toString("latin1");
  } catch {
    return undefined;
  }
}
