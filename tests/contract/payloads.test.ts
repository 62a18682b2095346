/** Hostile texts against what cleans them without a browser: rich text on its way in, kinds and names of files. The browser's half is tests/e2e/payloads.spec.ts. */
import { describe, expect, it } from "vitest";
import { attachmentHeader, cleanName } from "../../runtime/files/name";
import { previewKind, previewPolicy, previewType } from "../../runtime/files/preview";
import { sniff } from "../../runtime/files/sniff";
import { sanitise } from "../../runtime/fields/richText/sanitise";
import { FILE_PAYLOADS, HTML_PAYLOADS, MARKDOWN_PAYLOADS, NAME_PAYLOADS } from "../security/payloads";

/** A tag that does or loads something, an event handler inside a tag, or an address a browser runs. */
const ACTIVE = /<\/?(?!(?:a|b|blockquote|br|code|del|em|h[1-6]|hr|i|li|ol|p|pre|s|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul|div)\b)[a-z]|<[^>]*\s(?:on\w+|style|srcdoc|src|formaction|ping|id|name)\s*=|<a[^>]*href="(?!https?:|mailto:|tel:|\/(?!\/)|#)/i;

describe("hostile texts", () => {
  it("are many", () => {
    expect(HTML_PAYLOADS.length + MARKDOWN_PAYLOADS.length + FILE_PAYLOADS.length + NAME_PAYLOADS.length).toBeGreaterThanOrEqual(120);
    expect(new Set(HTML_PAYLOADS).size).toBe(HTML_PAYLOADS.length);
  });

  it.each(HTML_PAYLOADS.map((payload) => [payload]))("leave nothing active in rich text: %s", (payload) => {
    const clean = sanitise(payload);
    expect(clean).not.toMatch(ACTIVE);
    expect(sanitise(`<p>before</p>${payload}<p>after</p>`)).not.toMatch(ACTIVE);
  });

  it.each(FILE_PAYLOADS)("are not taken as a file: %s %s", (name, content) => {
    expect(sniff(Buffer.from(content), name)).toBeUndefined();
  });

  it.each(NAME_PAYLOADS.map((name) => [name]))("make a harmless name and header: %s", (given) => {
    const name = cleanName(given, ["txt", "csv"]);
    expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}\p{Cf}]/u);
    expect(name).toMatch(/\.(txt|csv)$/);
    expect(attachmentHeader(name)).toMatch(/^attachment; filename="[^"\\\r\n]*"; filename\*=UTF-8''[A-Za-z0-9\-._~!$&+%]*$/);
  });

  it("would run nothing in a preview either: no page is shown as a page", () => {
    for (const type of ["text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript", "application/zip", "constructor"]) expect(previewKind(type), type).toBeUndefined();
    for (const type of ["text/markdown", "application/xml", "application/json", "text/csv"]) expect([previewType(type), previewPolicy(type)]).toEqual(["text/plain; charset=utf-8", expect.stringMatching(/^default-src 'none'.*; sandbox$/)]);
    expect(previewPolicy("application/pdf")).not.toContain("script");
  });
});
