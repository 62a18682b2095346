/** Bytes of an XML file → text: by its byte order mark, else by the encoding it declares, else UTF-8. */
import { XmlError } from "./xml";

export function decodeXml(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  let decoder: { decode(bytes: Uint8Array): string };
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new XmlError(`The file says that its encoding is “${encoding}”, which we do not know.`);
  }
  try {
    return decoder.decode(bytes);
  } catch {
    throw new XmlError(`The file is not written in the encoding it declares (${encoding}).`);
  }
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xef && second === 0xbb) return "utf-8";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return "utf-16be";
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return "utf-16le";
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  return /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)["']/.exec(head)?.[1] ?? "utf-8";
}
