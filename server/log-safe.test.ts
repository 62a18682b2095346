import { describe, expect, it } from "vitest";
import { LOG_SERIALIZERS } from "./log-safe";

describe("logs", () => {
  it("hold no question of an address, where people look for people", () => {
    expect(LOG_SERIALIZERS.req({ id: 1, method: "GET", url: "/api/v1/records/contact?q=Ann%20Archer", ip: "::1" })).toEqual({ id: 1, method: "GET", url: "/api/v1/records/contact?…", remoteAddress: "::1" });
    expect(LOG_SERIALIZERS.req({ method: "GET", url: "/healthz" })).toMatchObject({ url: "/healthz" });
  });

  it("hold no web address of a process, which is a secret", () => {
    expect(LOG_SERIALIZERS.req({ url: "/api/v1/hooks/starts/order/byWeb/abc?x=1" })).toMatchObject({ url: "/api/v1/hooks/starts/…" });
    expect(LOG_SERIALIZERS.req({ url: "/api/v1/hooks/steps/1.2.3" })).toMatchObject({ url: "/api/v1/hooks/steps/…" });
  });

  it("hold no values that the database quotes in its errors, in causes neither", () => {
    const driver = Object.assign(new Error("duplicate key value violates unique constraint"), { code: "23505", detail: "Key (phone)=(+79123456789) already exists.", parameters: ["Ann Archer"] });
    const text = JSON.stringify(LOG_SERIALIZERS.err(new Error("The record was not saved.", { cause: driver })));
    expect(text).toContain("23505");
    for (const value of ["+79123456789", "Ann Archer"]) expect(text).not.toContain(value);
  });
});
