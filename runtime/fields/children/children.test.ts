import { describe, expect, it } from "vitest";
import { children } from "./field";

const options = { entity: "dealLine", field: "deal" };

describe("children", () => {
  it("takes a thousand lines and not one more", () => {
    expect(children.parse(Array.from({ length: 1000 }, () => ({})), options).ok).toBe(true);
    expect(children.parse(Array.from({ length: 1001 }, () => ({})), options)).toMatchObject({ ok: false, issues: [{ code: "tooMany" }] });
  });
  it("refuses a line that would reach the prototype, with the place", () => {
    const parsed = children.parse(JSON.parse('[{"quantity":1},{"__proto__":{"admin":true}}]'), options);
    expect(parsed).toMatchObject({ ok: false, issues: [{ pointer: "/1/__proto__", code: "unknownKey" }] });
  });
  it("refuses instances of classes", () => {
    expect(children.parse([new Date(0)], options)).toMatchObject({ ok: false, issues: [{ pointer: "/0", code: "type" }] });
  });
  it("leaves the fields of a line to the gateway", () => {
    expect(children.parse([{ anything: { nested: true } }], options)).toEqual({ ok: true, value: [{ anything: { nested: true } }] });
  });
});
