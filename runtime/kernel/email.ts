/**
 * E-mail addresses. One normal form for the whole product: what is stored, compared and written to.
 * *Normal form*: NFKC, lower case, the domain in IDNA ASCII ("xn--…"). Two spellings of one address have one normal form;
 * two look-alikes of different letters (Latin a, Cyrillic а) have two, and are never taken for each other.
 */

/** Longest address that SMTP can carry (RFC 5321 §4.5.3.1, less the angle brackets). */
export const EMAIL_MAX_LENGTH = 254;
const LOCAL_MAX_OCTETS = 64;

// Dot-atom of RFC 5322 with the letters of RFC 6531. Left out on purpose: quotes and comments (parsed two ways by two programs),
// "%" and "!" (old routing marks that send a letter to another host).
const LOCAL_PART = /^[\p{L}\p{N}\p{M}#$&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}\p{M}#$&'*+/=?^_`{|}~-]+)*$/u;
// What a URL parser would read as something else than a host name.
const NOT_IN_DOMAIN = /[\s/?#@:\\[\]%<>^|"'`{}()*,;=+!$&~_\u0000-\u001f\u007f]/;
const ASCII_DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The normal form of an address, or undefined when the input is not one plain address.
 * `normaliseEmail(" Ann@Bücher.example ")` → "ann@xn--bcher-kva.example".
 */
export function normaliseEmail(input: unknown): string | undefined {
  if (typeof input !== "string" || input.length > EMAIL_MAX_LENGTH + 64) return undefined;
  const parts = input.trim().normalize("NFKC").toLowerCase().normalize("NFKC").split("@");
  const [local, domain] = parts;
  if (parts.length !== 2 || !local || !domain) return undefined;
  if (!LOCAL_PART.test(local) || new TextEncoder().encode(local).length > LOCAL_MAX_OCTETS) return undefined;
  const host = asciiDomain(domain);
  if (host === undefined) return undefined;
  const address = `${local}@${host}`;
  return address.length <= EMAIL_MAX_LENGTH ? address : undefined;
}

/** IDNA by the URL parser, which Node and every browser have. Numbers ("1.2.3") are hosts to it, not to us. */
function asciiDomain(domain: string): string | undefined {
  if (NOT_IN_DOMAIN.test(domain)) return undefined;
  let host: string;
  try {
    host = new URL(`http://${domain}/`).hostname;
  } catch {
    return undefined; // not a host name in IDNA either
  }
  const lastLabel = host.slice(host.lastIndexOf(".") + 1);
  return ASCII_DOMAIN.test(host) && !/^\d+$/.test(lastLabel) ? host : undefined;
}
