import { describe, expect, it } from "vitest";
import { checkCsrf } from "./csrf";

const URL_OF_SITE = "https://crm.example.com";

function asked(method: string, headers: Record<string, string | undefined>, host = "crm.example.com") {
  return { method, host, headers };
}
const json = (origin: string | undefined) => ({ "content-type": "application/json", origin });

describe("a change by cookie", () => {
  const origins = [undefined, "null", "", "https://evil.example", "https://evil.crm.example.com", "https://crm.example.com.evil.example", "http://crm.example.com", "https://crm.example.com:444", "https://crm.example.com/", "https://crm.example.com@evil.example", "https://evilcrm.example.com", "https://CRM.example.com", "file://", "chrome-extension://abc", "https://crm.example.com, https://evil.example"];
  const types = ["text/plain", "application/x-www-form-urlencoded", "text/plain;application/json", "text/json", "application/jsonx", "", "x-multipart/form-data"];

  describe.each(["POST", "PUT", "PATCH", "DELETE"])("%s", (method) => {
    it.each(origins)("is refused with the origin %j", (origin) => {
      expect(() => checkCsrf(asked(method, json(origin)), URL_OF_SITE)).toThrow(expect.objectContaining({ code: "auth:csrf", status: 403 }));
    });
    it.each(types)("is refused with the media type %j", (type) => {
      expect(() => checkCsrf(asked(method, { origin: URL_OF_SITE, "content-type": type }), URL_OF_SITE)).toThrow(expect.objectContaining({ code: "auth:csrf" }));
    });
    it("is refused with a body of no type", () => {
      expect(() => checkCsrf(asked(method, { origin: URL_OF_SITE, "content-length": "5" }), URL_OF_SITE)).toThrow();
      expect(() => checkCsrf(asked(method, { origin: URL_OF_SITE, "transfer-encoding": "chunked" }), URL_OF_SITE)).toThrow();
    });
    it.each(["application/json", "application/json; charset=utf-8", "application/merge-patch+json", "multipart/form-data; boundary=x"])("passes from an own page with %s", (type) => {
      expect(() => checkCsrf(asked(method, { origin: URL_OF_SITE, "content-type": type }), URL_OF_SITE)).not.toThrow();
    });
  });

  it("passes without a body", () => expect(() => checkCsrf(asked("DELETE", { origin: URL_OF_SITE }), URL_OF_SITE)).not.toThrow());

  it("is compared with the host that was asked when the address of the site is not set", () => {
    expect(() => checkCsrf(asked("POST", json("http://127.0.0.1:3000"), "127.0.0.1:3000"), undefined)).not.toThrow();
    for (const origin of ["http://127.0.0.1:3001", "http://localhost:3000", "null", undefined]) expect(() => checkCsrf(asked("POST", json(origin), "127.0.0.1:3000"), undefined)).toThrow();
  });
});

it.each(["GET", "HEAD", "OPTIONS"])("%s changes nothing and is not asked", (method) => expect(() => checkCsrf(asked(method, {}), URL_OF_SITE)).not.toThrow());
