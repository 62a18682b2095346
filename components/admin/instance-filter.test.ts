import { describe, expect, it } from "vitest";
import { askedOf, readInstanceFilter, writeInstanceFilter } from "./instance-filter";

const read = (address: string) => readInstanceFilter(new URLSearchParams(address));

describe("which instances are shown", () => {
  it("is what the address says, and goes back into it", () => {
    for (const address of ["", "status=any&process=approve&entity=deal&record=r1&from=2026-01-01&to=2026-01-31"]) expect(writeInstanceFilter(read(address))).toBe(address);
    expect(writeInstanceFilter(read("status=odd&record=r1&from=yesterday&to=2026-13-01&x=1"))).toBe("");
  });

  it("asks for whole days of the person's time zone, the last one included", () => {
    expect(askedOf(read("status=any&entity=deal&from=2026-03-29&to=2026-03-29"), "Europe/Berlin")).toEqual({ entity: "deal", from: "2026-03-28T23:00:00.000Z", to: "2026-03-29T22:00:00.000Z" });
    expect(askedOf(read("process=approve"), "UTC")).toEqual({ status: "open", process: "approve" });
  });
});
