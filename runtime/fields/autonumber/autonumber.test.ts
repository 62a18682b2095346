import { describe, expect, it } from "vitest";
import { autonumber } from "./field";
import { finestReset, period, renderNumber } from "./number";

const day = new Date("2026-01-31T22:30:00Z");

describe("renderNumber", () => {
  it("pads the counter to the width of its zeros and writes the date parts", () => {
    expect(renderNumber("D-{YYYY}-{0000}", 42, day)).toBe("D-2026-0042");
    expect(renderNumber("{YY}{MM}{DD}/{0}", 7, day)).toBe("260131/7");
  });
  it("grows beyond the width instead of repeating a number", () => {
    expect(renderNumber("{000}", 12345, day)).toBe("12345");
  });
  it("reads the date in the time zone given", () => {
    expect(renderNumber("{MM}.{DD}-{00}", 1, day, "Europe/Istanbul")).toBe("02.01-01");
  });
  it("leaves other text as it is, also dollar signs and unknown braces", () => {
    expect(renderNumber("$& {XX} {00}", 5, day)).toBe("$& {XX} 05");
  });
});

describe("period", () => {
  it("begins anew as often as the format shows when no reset is given", () => {
    expect(period("{0000}", day)).toBe("");
    expect(period("D-{YYYY}-{0000}", day)).toBe("2026");
    expect(period("{YY}{MM}-{0}", day)).toBe("2026-01");
    expect(period("{YYYY}{MM}{DD}-{0}", day)).toBe("2026-01-31");
  });
  it("may be longer than the format shows", () => {
    expect(period("{YYYY}{MM}-{0}", day, "never")).toBe("");
    expect(period("{YYYY}{MM}-{0}", day, "year")).toBe("2026");
  });
  it("is never shorter than the format can tell apart, so no number comes twice", () => {
    expect(period("{0000}", day, "year")).toBe("");
    expect(period("{YYYY}-{0000}", day, "day")).toBe("2026");
    expect(finestReset("{MM}-{0}")).toBe("never");
  });
  it("changes at midnight of the time zone", () => {
    expect(period("{YYYY}{MM}-{0}", day, "month", "Europe/Istanbul")).toBe("2026-02");
  });
});

describe("autonumber", () => {
  it("is never written by a client", () => {
    expect(autonumber.parse("D-2026-0001", { format: "{0}" })).toMatchObject({ ok: false, issues: [{ code: "readOnly" }] });
    expect(autonumber.traits?.computed).toBe(true);
  });
  it("tells a builder when the reset would repeat numbers", () => {
    expect(autonumber.checkOptions!({ format: "{YYYY}-{0}", reset: "month" })).toMatchObject([{ pointer: "/reset", code: "ambiguous" }]);
    expect(autonumber.checkOptions!({ format: "{YYYY}-{0}", reset: "never" })).toEqual([]);
  });
});
