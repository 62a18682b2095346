import { describe, expect, it } from "vitest";
import { documentErrors } from "../../runtime/model/schemas";
import { isComplete, newClock, ofEntity, partsOf, spanOf, tidyClock, without } from "./document";

describe("a clock in its editor", () => {
  it("has spans of days, hours and minutes, and nothing else", () => {
    expect(["P2D", "PT4H", "P1DT2H30M", "PT90M"].map((span) => spanOf(partsOf(span)!))).toEqual(["P2D", "PT4H", "P1DT2H30M", "PT90M"]);
    expect([partsOf("P1M"), partsOf("PT"), spanOf({ days: 0, hours: 0, minutes: 0 })]).toEqual([undefined, undefined, undefined]);
  });

  it("is complete once it says of what, by which calendar and when it ends; then it is a document", () => {
    const fresh = newClock("answer", "Answer");
    expect(isComplete(fresh)).toBe(false);
    const stop = { field: "state", op: "eq", value: "done" } as const;
    const full = { ...fresh, entity: "lead", calendar: "office", stop };
    expect(isComplete(full)).toBe(true);
    expect(documentErrors("clock", tidyClock(full))).toEqual([]);
    expect(isComplete({ ...full, targets: [{ id: "a", within: "soon" }] })).toBe(false);
  });

  it("forgets what belonged to another entity", () => {
    const condition = { field: "state", op: "eq", value: "done" } as const;
    const lead = { ...newClock("answer", "Answer"), entity: "lead", calendar: "office", start: condition, stop: condition, targets: [{ id: "hot", when: condition, within: "PT1H" }], events: [{ id: "late", notify: "leadLate" }] };
    expect(ofEntity(lead, "deal")).toEqual({ id: "answer", name: "answer", label: "Answer", entity: "deal", calendar: "office", targets: [{ id: "hot", within: "PT1H" }], events: [] });
    expect(without(lead.targets[0]!, { when: undefined })).toEqual({ id: "hot", within: "PT1H" });
  });
});
