import { describe, expect, it } from "vitest";
import { workingCalendar } from "../../calendars/calendar";
import type { ProcessDefinition } from "../definition/types";
import { exportBpmn } from "../bpmn/export";
import { importBpmn } from "../bpmn/import";
import { advance, initialState } from "./advance";

const days = ["mon", "tue", "wed", "thu", "fri"] as const;
const CALENDARS = { office: workingCalendar({ timeZone: "UTC", shifts: [{ id: "a", days, from: "09:00", to: "17:00" }] }), night: workingCalendar({ timeZone: "UTC", shifts: [{ id: "a", days, from: "20:00", to: "24:00" }] }) };
const FRIDAY = new Date("2026-07-03T16:00:00Z");

const process = (more: Partial<ProcessDefinition> = {}, node: object = {}, lane: object = {}, border: object = {}): ProcessDefinition => ({
  id: "p", name: "p", label: "P", lanes: [{ id: "outer" }, { id: "l", parent: "outer", ...lane }],
  nodes: [
    { id: "s", type: "startEvent" }, { id: "t", type: "userTask", lane: "l", ...node }, { id: "b", type: "boundaryEvent", attachedTo: "t", interrupting: false, triggers: [{ id: "c", type: "timer", cycle: "R2/PT2H" }], ...border },
    { id: "x", type: "endEvent" }, { id: "e", type: "endEvent" },
  ],
  flows: [{ id: "f1", from: "s", to: "t" }, { id: "f2", from: "t", to: "e" }, { id: "f3", from: "b", to: "x" }], ...more,
});

function dues(definition: ProcessDefinition): readonly (string | undefined)[] {
  const named = (name: string) => CALENDARS[name as keyof typeof CALENDARS];
  const started = advance(definition, initialState(definition), { type: "start" }, FRIDAY, named);
  const [wait] = Object.values(started.state.waits);
  const again = advance(definition, started.state, { type: "timer", wait: wait!.id }, new Date(wait!.due!), named);
  return [wait!.due, Object.values(again.state.waits)[0]?.due].map((due) => due?.slice(0, 16));
}

describe("terms in working time", () => {
  it("go by the calendar of the step, of the activity it sits on, of the lane, of the process; without one by the clock", () => {
    const [plain, office, night] = [["2026-07-03T18:00", "2026-07-03T20:00"], ["2026-07-06T10:00", "2026-07-06T12:00"], ["2026-07-03T22:00", "2026-07-04T00:00"]];
    expect(dues(process())).toEqual(plain);
    expect(dues(process({ calendar: "office" }))).toEqual(office);
    expect(dues(process({ calendar: "night" }, {}, { calendar: "office" }))).toEqual(office);
    expect(dues(process({ calendar: "night", lanes: [{ id: "outer", calendar: "office" }, { id: "l", parent: "outer" }] }))).toEqual(office);
    expect(dues(process({ calendar: "night" }, { calendar: "office" }, { calendar: "night" }))).toEqual(office);
    expect(dues(process({ calendar: "office" }, { calendar: "office" }, {}, { calendar: "night" }))).toEqual(night);
    expect(dues(process({ calendar: "gone" }))).toEqual(plain);
  });

  it("take days for working days", () => {
    expect(dues(process({ calendar: "office" }, {}, {}, { triggers: [{ id: "c", type: "timer", cycle: "R2/P2D" }] }))).toEqual(["2026-07-07T16:00", "2026-07-09T16:00"]);
  });

  it("keep their calendars in BPMN files", async () => {
    const drawn = process({ calendar: "office" }, { calendar: "night" }, { calendar: "gone" }, { calendar: "office" });
    const { definition: read } = await importBpmn(exportBpmn(drawn));
    expect([read.calendar, read.lanes?.map(({ calendar }) => calendar), read.nodes.filter(({ calendar }) => calendar).map(({ id, calendar }) => [id, calendar])]).toEqual(["office", [undefined, "gone"], [["t", "night"], ["b", "office"]]]);
  });
});
