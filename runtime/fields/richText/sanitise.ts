/**
 * Sanitiser of HTML. It does not repair a document: it reads the input as a flat run of texts and tags, and *writes* a new document from an
 * allow-list of tags, attributes and link schemes; everything else is left out. What it writes is balanced, every text in it is escaped,
 * and it has no element in which a browser switches to other parsing rules (script, style, svg, math, template, noscript, textarea).
 * sanitise(sanitise(x)) === sanitise(x).
 */
const TAGS = new Set(
  "p div span br hr strong b em i u s sub sup mark small a ul ol li blockquote code pre h1 h2 h3 h4 h5 h6 table caption thead tbody tfoot tr th td".split(" "),
);
const VOID = new Set(["br", "hr"]);
/** Elements whose content is not text for people. */
const DROPPED_WITH_CONTENT = new Set("script style iframe object embed svg math template noscript noembed noframes textarea title xmp plaintext select head".split(" "));
const NUMBERS: Readonly<Record<string, readonly string[]>> = { ol: ["start"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"] };
const MAX_DEPTH = 50;

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", laquo: "«", raquo: "»", mdash: "—", ndash: "–", hellip: "…", copy: "©", reg: "®", trade: "™", euro: "€", bull: "•", shy: "\u00ad" };

const escapeText = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const escapeAttribute = (text: string): string => escapeText(text).replace(/"/g, "&quot;");

/** Replaces character references by characters; unknown ones stay as they are. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return Object.hasOwn(NAMED, name) ? NAMED[name]! : whole;
    const code = decimal === undefined ? parseInt(hex!, 16) : Number(decimal);
    const isCharacter = code === 9 || code === 10 || (code >= 32 && code <= 0x10ffff && !(code >= 0x7f && code <= 0x9f) && !(code >= 0xd800 && code <= 0xdfff));
    return isCharacter ? String.fromCodePoint(code) : "";
  });
}

// A tag: its name, then attributes in which ">" may stand inside quotes. Quoted values are capped and "<" outside them ends the attempt,
// so that unclosed tags cannot make the search begin anew over the whole rest each time.
const TAG = /<(\/?)([a-z][a-z0-9]{0,20})((?:"[^"]{0,4000}"|'[^']{0,4000}'|[^"'<>])*)>/iy;
const COMMENT = /<!--(?:>|->|[\s\S]*?(?:-->|--!>|$))|<[!?/][^>]*(?:>|$)/y;
const ATTRIBUTE = /([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/g;

export function sanitise(html: string): string {
  const open: string[] = [];
  let out = "";
  let at = 0;
  while (at < html.length) {
    const next = html.indexOf("<", at);
    const end = next === -1 ? html.length : next;
    out += escapeText(decodeEntities(html.slice(at, end)));
    if (next === -1) break;
    TAG.lastIndex = COMMENT.lastIndex = next;
    const tag = TAG.exec(html);
    if (tag) {
      const name = tag[2]!.toLowerCase();
      at = TAG.lastIndex;
      if (!tag[1] && DROPPED_WITH_CONTENT.has(name)) at = skipElement(html, name, at);
      else if (TAGS.has(name)) out += tag[1] ? close(name, open) : start(name, tag[3]!, open);
    } else if (COMMENT.test(html)) {
      at = COMMENT.lastIndex;
    } else {
      out += "&lt;";
      at = next + 1;
    }
  }
  return out + open.reverse().map((name) => `</${name}>`).join("");
}

function skipElement(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}[\\s/>]`, "gi");
  end.lastIndex = from;
  if (!end.test(html)) return html.length;
  const close = html.indexOf(">", end.lastIndex - 1);
  return close === -1 ? html.length : close + 1;
}

function start(name: string, attributes: string, open: string[]): string {
  if (VOID.has(name)) return `<${name}>`;
  if (open.length >= MAX_DEPTH) return "";
  open.push(name);
  return `<${name}${keepAttributes(name, attributes)}>`;
}

/** Closes an open element and those inside it; an end tag without a start is left out. */
function close(name: string, open: string[]): string {
  const index = open.lastIndexOf(name);
  if (index === -1) return "";
  return open.splice(index).reverse().map((inner) => `</${inner}>`).join("");
}

function keepAttributes(name: string, attributes: string): string {
  let kept = "";
  const seen = new Set<string>();
  for (const [, rawKey, double, single, bare] of attributes.matchAll(ATTRIBUTE)) {
    const key = rawKey!.toLowerCase();
    if (seen.has(key)) continue;
    seen.add(key);
    const value = decodeEntities(double ?? single ?? bare ?? "").trim();
    if (name === "a" && key === "href" && isSafeLink(value)) kept += ` href="${escapeAttribute(value)}" rel="noopener noreferrer"`;
    else if (NUMBERS[name]?.includes(key) && /^\d{1,3}$/.test(value)) kept += ` ${key}="${value}"`;
  }
  return kept;
}

/** http, https, mailto, tel and addresses inside the product ("/…", "#…"); nothing that a browser could read as another scheme. */
function isSafeLink(link: string): boolean {
  if (/[\u0000-\u0020\u007f-\u009f\\]/.test(link)) return false;
  return /^(https?:\/\/|mailto:|tel:)\S+$/i.test(link) || /^(\/(?!\/)|#)\S*$/.test(link);
}

const BREAKS = /<(?:br|hr|\/p|\/div|\/li|\/tr|\/h[1-6]|\/blockquote|\/pre)>/g;

/** Readable text of sanitised HTML: one line per block. */
export function plainText(html: string): string {
  return decodeEntities(html.replace(BREAKS, "\n").replace(/<[^>]*>/g, "")).replace(/\u00a0/g, " ").replace(/\n{3,}/g, "\n\n").trim();
}
