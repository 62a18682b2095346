/**
 * Media types by content. The *head* of a file (its first bytes) decides; neither its name nor what the client says does.
 * What is not in the list is refused: programs, scripts and pages (HTML, SVG) have no business in a record.
 */
export interface MediaKind {
  readonly mediaType: string;
  /** Usual extensions, the best first. */
  readonly extensions: readonly string[];
}

/** Bytes `sniff` wants to see. */
export const HEAD_BYTES = 4096;

const kind = (mediaType: string, ...extensions: string[]): MediaKind => ({ mediaType, extensions });

interface Signature {
  readonly at: number;
  readonly bytes: string;
  readonly kind: MediaKind;
}

const starts = (bytes: string, of: MediaKind, at = 0): Signature => ({ at, bytes, kind: of });

const SIGNATURES: readonly Signature[] = [
  starts("%PDF-", kind("application/pdf", "pdf")),
  starts("\x89PNG\r\n\x1a\n", kind("image/png", "png")),
  starts("\xff\xd8\xff", kind("image/jpeg", "jpg", "jpeg", "jfif")),
  starts("GIF87a", kind("image/gif", "gif")),
  starts("GIF89a", kind("image/gif", "gif")),
  starts("WEBP", kind("image/webp", "webp"), 8),
  starts("WAVE", kind("audio/wav", "wav"), 8),
  starts("ftypavif", kind("image/avif", "avif"), 4),
  starts("ftypheic", kind("image/heic", "heic"), 4),
  starts("ftypmif1", kind("image/heif", "heif", "heic"), 4),
  starts("ftypM4A", kind("audio/mp4", "m4a"), 4),
  starts("ftypqt", kind("video/quicktime", "mov"), 4),
  starts("ftyp", kind("video/mp4", "mp4", "m4v"), 4),
  starts("II*\0", kind("image/tiff", "tiff", "tif")),
  starts("MM\0*", kind("image/tiff", "tiff", "tif")),
  starts("ID3", kind("audio/mpeg", "mp3")),
  starts("\xff\xfb", kind("audio/mpeg", "mp3")),
  starts("OggS", kind("audio/ogg", "ogg", "oga", "opus")),
  starts("\x1aE\xdf\xa3", kind("video/webm", "webm", "mkv")),
  starts("{\\rtf", kind("application/rtf", "rtf", "doc")),
  starts("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", kind("application/x-ole-storage", "doc", "xls", "ppt", "msg", "vsd")),
  starts("7z\xbc\xaf\x27\x1c", kind("application/x-7z-compressed", "7z")),
  starts("Rar!\x1a\x07", kind("application/vnd.rar", "rar")),
  starts("\x1f\x8b\x08", kind("application/gzip", "gz", "tgz")),
];

const ZIP = kind("application/zip", "zip");
/** A zip is named by what its first entries are called; their names stand uncompressed in the head. */
const ZIP_CONTENTS: readonly (readonly [string, MediaKind])[] = [
  ["mimetypeapplication/vnd.oasis.opendocument.text", kind("application/vnd.oasis.opendocument.text", "odt")],
  ["mimetypeapplication/vnd.oasis.opendocument.spreadsheet", kind("application/vnd.oasis.opendocument.spreadsheet", "ods")],
  ["mimetypeapplication/vnd.oasis.opendocument.presentation", kind("application/vnd.oasis.opendocument.presentation", "odp")],
  ["word/", kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")],
  ["xl/", kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")],
  ["ppt/", kind("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx")],
];

const TEXT = kind("text/plain", "txt", "log", "ini", "yml", "yaml", "sql", "eml", "vcf", "ics");
/** Texts are told apart by their name: all of them are shown as text, none is run. */
const TEXTS: Readonly<Record<string, MediaKind>> = {
  csv: kind("text/csv", "csv"), tsv: kind("text/csv", "tsv"), json: kind("application/json", "json"), md: kind("text/markdown", "md"), xml: kind("application/xml", "xml"), bpmn: kind("application/xml", "bpmn"),
};
/** Texts that a browser or a shell would run. */
const ACTIVE = /^(#!|<!doctype\s+(html|svg)|<\s*(html|head|body|script|svg|iframe|object|embed|math|style|link|meta|form|img|a)\b)|<(html|svg|script|xsl:stylesheet)[\s>:]|xmlns(:\w+)?\s*=\s*["']http:\/\/www\.w3\.org\/(1999\/xhtml|2000\/svg|1999\/xsl)/i;

/** The kind of a file, or undefined when it is of no kind that is taken. `name` tells inert texts apart, nothing else. */
export function sniff(head: Uint8Array, name: string): MediaKind | undefined {
  const raw = Buffer.from(head).toString("latin1");
  const found = SIGNATURES.find((signature) => raw.startsWith(signature.bytes, signature.at));
  if (found) return found.kind;
  // Two letters alone would take every text that begins with them; four bytes of the header are always zero.
  if (raw.startsWith("BM") && raw.startsWith("\0\0\0\0", 6)) return kind("image/bmp", "bmp");
  if (raw.startsWith("PK\x03\x04") || raw.startsWith("PK\x05\x06")) return ZIP_CONTENTS.find(([mark]) => raw.includes(mark))?.[1] ?? ZIP;
  return sniffText(Buffer.from(head), name);
}

function sniffText(head: Buffer, name: string): MediaKind | undefined {
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (utf16) return sniffLetters(new TextDecoder(head[0] === 0xff ? "utf-16le" : "utf-16be").decode(head), name);
  // Control characters no text has: a program or an unknown format.
  if (head.some((byte) => byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32))) return undefined;
  return sniffLetters(head.toString("latin1").replace(/^\xef\xbb\xbf/, ""), name);
}

function sniffLetters(text: string, name: string): MediaKind | undefined {
  if (ACTIVE.test(text.trimStart())) return undefined;
  return TEXTS[name.slice(name.lastIndexOf(".") + 1).toLowerCase()] ?? TEXT;
}
