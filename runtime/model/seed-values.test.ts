import { describe, expect, it } from "vitest";
import { momentAt } from "./seed-values";

describe("relative moments of seeds", () => {
  const night = new Date("2026-03-10T01:26:30.000Z");
  const at = (direction: "ago" | "ahead", duration: string) => momentAt({ direction, duration }, night).toISOString();

  it("lie in working hours on other days, however late they are loaded", () => {
    expect(at("ago", "P3DT2H15M")).toBe("2026-03-07T14:45:00.000Z");
    expect(at("ahead", "P2DT3H")).toBe("2026-03-12T11:00:00.000Z");
  });

  it("are counted from now for whole days and for hours of today", () => {
    expect(at("ago", "P3D")).toBe("2026-03-07T01:26:30.000Z");
    expect(at("ago", "PT2H")).toBe("2026-03-09T23:26:30.000Z");
    expect(at("ahead", "P0DT2H")).toBe("2026-03-10T03:26:30.000Z");
  });
});
