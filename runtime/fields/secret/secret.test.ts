import { describe, expect, it } from "vitest";
import { secret } from "./field";
import { secretStorage } from "./storage";

const locale = { language: "en", timeZone: "UTC" };

describe("secret", () => {
  it("never shows itself: not as text, not to people, not masked", () => {
    const shown = [secret.toText("hunter2", {}), secret.format("hunter2", {}, locale), JSON.stringify(secret.mask("hunter2", {}))];
    expect(shown.join()).not.toContain("hunter2");
    expect(secret.mask("hunter2", {})).toEqual({ set: true });
    expect(secret.mask(null, {})).toBeNull();
  });
  it("has no column and no operator, so nobody can ask about it", () => {
    expect(secretStorage.columns({})).toEqual([]);
    expect(secretStorage.toRow("hunter2", {})).toEqual([]);
    expect(Object.keys(secret.operators)).toEqual([]);
    expect(secret.traits?.writeOnly).toBe(true);
  });
  it("counts every text that arrives as a change of what is kept", () => {
    expect(secret.equals({ set: true }, "hunter2")).toBe(false);
    expect(secret.equals({ set: true }, { set: true })).toBe(true);
    expect(secret.equals(null, { set: false })).toBe(true);
  });
  it("does not take an answer for a new secret, and says how to keep the old one", () => {
    const parsed = secret.parse({ set: true }, {});
    expect(parsed.ok ? "" : parsed.issues[0]!.remedy).toContain("Leave the field out");
  });
});
