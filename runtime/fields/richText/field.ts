/** richText: HTML that is sanitised on the way in, so that every reader may show it as it is. */
import { fail, ok } from "../field";
import { textType } from "../families/text-type";
import { plainText, sanitise } from "./sanitise";

export interface RichTextOptions {
  /** Greatest length of the HTML. */
  readonly maxLength?: number;
}

export const RICH_TEXT_MAX_LENGTH = 200_000;

export const richText = textType<RichTextOptions>({
  name: "richText",
  icon: "pilcrow",
  label: "Rich text",
  groupable: false,
  sortable: false,
  limit: (options) => options.maxLength ?? RICH_TEXT_MAX_LENGTH,
  check(given, options) {
    const html = sanitise(given).normalize("NFC").trim();
    const limit = options.maxLength ?? RICH_TEXT_MAX_LENGTH;
    if (html.length > limit) return fail("tooLong", `The text with its formatting has ${html.length} characters; at most ${limit} are allowed.`, "Shorten it or take formatting out.");
    const isBlank = plainText(html) === "" && !html.includes("<hr>");
    return ok(isBlank ? null : html);
  },
  schema: (options) => ({ maxLength: options.maxLength ?? RICH_TEXT_MAX_LENGTH, contentMediaType: "text/html" }),
  format: plainText,
  mask: (value) => (value === null ? null : "••••"),
});
