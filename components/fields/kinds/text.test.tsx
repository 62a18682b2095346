import { describe, expect, it } from "vitest";
import { typed } from "./text";

describe("a text input with a mask", () => {
  it("writes the fixed characters while one types at the end, and leaves the middle alone", () => {
    expect(typed("AA-9999", "ab1", 3)).toBe("AB-1");
    expect(typed("AA-9999", "AB-134", 4)).toBe("AB-134");
    expect(typed(undefined, "ab1", 3)).toBe("ab1");
    expect(typed("AA-9999", "", 0)).toBeNull();
  });
});
