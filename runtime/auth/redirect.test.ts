import { describe, expect, it } from "vitest";
import { safePath } from "./redirect";

const OWN = "https://crm.example.com";

const HOSTILE = [
  "//evil.example", "///evil.example", "////evil.example/x", "/\\evil.example", "\\\\evil.example", "\\/evil.example", "/\\/evil.example", "//\\evil.example", "https://evil.example",
  "http://evil.example", "HTTPS://evil.example", "https:evil.example", "https:/evil.example", "https:\\\\evil.example", "ftp://evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
  "java\tscript:alert(1)", "\tjavascript:alert(1)", " javascript:alert(1)", "data:text/html,<script>", "vbscript:x", "file:///etc/passwd", "blob:https://evil.example/1", "/\t/evil.example",
  "/\n/evil.example", "/\r/evil.example", "/\r\nLocation: https://evil.example", "\t//evil.example", "\u0000//evil.example", "/\u0000/evil.example", " //evil.example", "/ /evil.example",
  "//evil.example@crm.example.com", "https://crm.example.com@evil.example", "https://crm.example.com.evil.example", "https://crm.example.comevil.example", "https://crm.example.com:443@evil.example/",
  "https://crm.example.com\\@evil.example", "https://crm.example.com\\.evil.example/", "http://crm.example.com/x", "https://crm.example.com", "https://CRM.example.com.evil.example/x", "//google%00.com", "/%2f/evil.example",
  "/%2F%2Fevil.example", "/%5cevil.example", "/%5C%5Cevil.example", "/%09/evil.example", "/%0d%0aLocation:%20x", "/%252f%252fevil.example", "/／evil.example", "／／evil.example", "/。/evil.example", "/\u2028/evil.example",
  "/./\\evil.example", "/.//evil.example", "/..//evil.example", "/a/..//evil.example", "evil.example", "evil", "?next=//evil.example", "#//evil.example", "", "@evil.example", "..//evil.example", "https://[::1]/", "https://crm.example.com//evil.example",
  "x".repeat(3000), "/" + "x".repeat(3000),
];

describe("safePath", () => {
  it("is tried with more than 60 payloads", () => expect(HOSTILE.length).toBeGreaterThan(60));

  it.each(HOSTILE)("never leaves the site for %j", (target) => {
    const path = safePath(target, OWN);
    expect(path.startsWith("/") && !path.startsWith("//")).toBe(true);
    expect(new URL(path, OWN).origin).toBe(OWN);
    expect(new URL(path, OWN).href).not.toContain("//evil");
    expect(path).toBe("/");
  });

  it.each([undefined, null, 1, {}, ["/deal"], { toString: () => "/deal" }])("leads home for %j, which is no text", (target) => expect(safePath(target, OWN)).toBe("/"));

  it.each(["/", "/deal", "/deal/01890000-0000-7000-8000-000000000000?tab=lines#s1", "/deal?filter=%7B%22field%22%3A%22a%22%7D&q=%2Fx", "/studio/entities"])("keeps %s", (target) => expect(safePath(target, OWN)).toBe(target));

  it("cuts an address of this site down to its path", () => expect(safePath(`${OWN}/deal?x=1`, OWN)).toBe("/deal?x=1"));
});
