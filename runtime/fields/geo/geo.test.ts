import { describe, expect, it } from "vitest";
import { geo } from "./field";

const locale = { language: "de", timeZone: "UTC" };

describe("geo", () => {
  it("refuses a box whose south is above its north", () => {
    expect(geo.operators["inBox"]!.parseOperand({ south: 10, west: 0, north: 5, east: 1 }, {})).toMatchObject({ ok: false, issues: [{ pointer: "/south" }] });
  });
  it("takes a box as an object and as a list", () => {
    const box = { south: -30, west: 170, north: 0, east: -170 };
    expect(geo.operators["inBox"]!.parseOperand([-30, 170, 0, -170], {})).toEqual({ ok: true, value: box });
    expect(geo.operators["inBox"]!.parseOperand(box, {})).toEqual({ ok: true, value: box });
  });
  it("has no minus zero, which the database would give back as zero or not", () => {
    const parsed = geo.parse({ lat: -0, lon: 0 }, {});
    expect(parsed.ok && Object.is(parsed.value?.lat, 0)).toBe(true);
  });
  it("is shown with the digits of the language", () => {
    expect(geo.format({ lat: 50.45, lon: 30.5238123 }, {}, locale)).toBe("50,45°, 30,52381°");
  });
});
