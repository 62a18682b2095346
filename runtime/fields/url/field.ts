/** url: an absolute address with http, https or mailto, in the form the URL standard gives it. */
import { fail, ok, type Parsed } from "../field";
import { parseTextOperand } from "../families/plain-text";
import { textType } from "../families/text-type";

export type UrlOptions = Record<string, never>;

export const URL_MAX_LENGTH = 2000;
const SCHEMES = ["http:", "https:", "mailto:"];

function normalise(given: string): Parsed<string> {
  const text = given.trim();
  if (text === "") return ok<string>(null);
  // The URL parser drops tabs and line breaks, so "java\nscript:" would pass a later check of the text.
  if (/\s/.test(text)) return fail("format", "A web address has no spaces or line breaks.", "Write %20 for a space inside the address.");
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) return fail("format", "This is not a web address.", /^[\p{L}\d.-]+\.\p{L}{2,}/u.test(text) ? `Did you mean "https://${text}"?` : "Write it like https://example.com/page.");
  if (!SCHEMES.includes(url.protocol)) return fail("format", `Addresses that begin with "${url.protocol}" are not allowed.`, "Use http://, https:// or mailto:.");
  if (url.username !== "" || url.password !== "") return fail("format", "The address holds a user name or a password.", "Take the part before @ out.");
  if (url.href.length > URL_MAX_LENGTH) return fail("tooLong", `The address has ${url.href.length} characters; at most ${URL_MAX_LENGTH} are allowed.`, "Use a shorter address.");
  return ok(url.href);
}

export const url = textType<UrlOptions>({
  name: "url",
  icon: "globe",
  label: "Web address",
  groupable: false,
  limit: () => URL_MAX_LENGTH,
  check: normalise,
  operand(operand, options) {
    const cleaned = parseTextOperand(operand, options);
    if (!cleaned.ok || cleaned.value === null) return cleaned;
    const address = normalise(cleaned.value);
    return address.ok ? address : cleaned;
  },
  schema: () => ({ format: "uri", maxLength: URL_MAX_LENGTH }),
});
