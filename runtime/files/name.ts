/** Names of files are data: shown and sent back, never a path. Still they go to other machines, so what could mislead them is taken out. */
import { FILE_LIMITS } from "./limits";

// Control and format characters (zero width, right-to-left overrides, byte order marks), lone surrogates, line separators.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const RESERVED = /[\\/:*?"<>|]/g;

/** A clean name with an extension that fits the type: "пост\u202Egpj.exe" of a PDF → "постgpj.exe.pdf". Never empty. */
export function cleanName(given: string, extensions: readonly string[]): string {
  const name = given.normalize("NFC").replace(INVISIBLE, "").replace(RESERVED, "_").replace(/\s+/gu, " ").replace(/^[\s.]+|[\s.]+$/gu, "") || "file";
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 ? name.slice(dot + 1).toLowerCase() : "";
  const fits = extensions.length === 0 || extensions.includes(extension);
  const [stem, tail] = fits && dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, extensions.length ? `.${extensions[0]}` : ""];
  const room = FILE_LIMITS.name - tail.length;
  // Cut by characters, not by halves of one.
  return (stem.length > room ? [...stem.slice(0, room + 1)].reduce((text, letter) => (text.length + letter.length > room ? text : text + letter), "") : stem) + tail;
}

/** Content-Disposition of a download (RFC 6266): a plain name for old clients and the real one. */
export function attachmentHeader(name: string): string {
  const plain = name.normalize("NFKD").replace(/[^\x20-\x7e]/g, "_").replace(/["\\%;]/g, "_");
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
