import { describe, expect, it } from "vitest";
import { documentOf, loadDocuments, modelOf, packDocuments } from "../../../../tests/helpers/fixtures";
import { addSpan, nextOpening } from "../../../calendars/arithmetic";
import { workingCalendar } from "../../../calendars/calendar";

type Body = Record<string, unknown>;

const CALENDAR: Body = {
  id: "work.field", name: "field", label: "In the field", description: "Early birds", timeZone: "UTC", shifts: [{ id: "day", days: ["mon", "tue", "wed", "thu", "fri"], from: "06:00", to: "14:00" }],
  holidays: [{ id: "h", date: "2026-07-06", until: "2026-07-07", yearly: true, label: "Feast" }], moved: [{ id: "m", from: "2026-07-09", to: "2026-07-11", label: "Long weekend" }],
  special: [{ id: "s", date: "2026-07-10", from: "06:00", to: "07:00", label: "Short day" }],
};
const documents = (calendar: Body) => [
  ...packDocuments("core"), documentOf("work", "pack.json", { id: "work", name: "work", version: "1.0.0", label: "Work", language: "en", requires: { core: "^1.0.0" } }),
  documentOf("work", "calendars/field.json", calendar), documentOf("work", "i18n/ru.json", { id: "work.ru", name: "ru", language: "ru", workingCalendars: { "work.field": { label: "В поле" } } }),
];
const one = (more: Body = {}) => modelOf(loadDocuments(documents({ ...CALENDAR, ...more }))).parts.workingCalendar.find(({ id }) => id === "work.field")!;
const problems = (more: Body): string[] => {
  const result = loadDocuments(documents({ ...CALENDAR, ...more }));
  return result.ok ? [] : result.problems.map(({ pointer, code }) => `${pointer} ${code}`);
};
const openAfter = (day: string, more: Body = {}) => new Date(nextOpening(workingCalendar(one(more).spec), Date.parse(`${day}T15:00Z`))!).toISOString().slice(0, 16);

describe("a working calendar", () => {
  it("is found by its name, has its label in every language and keeps what people note", () => {
    const part = one();
    expect([part.name, part.label, part.description]).toEqual(["field", { en: "In the field", ru: "В поле" }, "Early birds"]);
    expect([part.spec.holidays?.[0]?.label, part.spec.moved?.[0]?.label, part.spec.special?.[0]?.label]).toEqual(["Feast", "Long weekend", "Short day"]);
  });

  it("opens by its shifts, time zone, holidays, moved days and special hours", () => {
    expect(openAfter("2026-07-01")).toBe("2026-07-02T06:00");
    expect(openAfter("2026-07-01", { timeZone: "Europe/Kyiv" })).toBe("2026-07-02T03:00");
    expect(openAfter("2026-07-01", { shifts: [{ id: "day", days: ["fri"], from: "08:00", to: "09:30" }] })).toBe("2026-07-03T08:00");
    expect(openAfter("2026-07-05")).toBe("2026-07-08T06:00");
    expect([openAfter("2027-07-05"), openAfter("2027-07-05", { holidays: [{ id: "h", date: "2026-07-06", until: "2026-07-07" }] })]).toEqual(["2027-07-08T06:00", "2027-07-06T06:00"]);
    expect([openAfter("2026-07-08"), openAfter("2026-07-10")]).toEqual(["2026-07-10T06:00", "2026-07-11T06:00"]);
    const days = (more: Body) => new Date(addSpan(workingCalendar(one(more).spec), Date.parse("2026-07-08T15:00Z"), { months: 0, weeks: 0, days: 1, ms: 0 })).toISOString().slice(0, 16);
    expect([days({}), days({ special: [] })]).toEqual(["2026-07-10T07:00", "2026-07-10T14:00"]);
  });

  it("is refused when it never opens, contradicts itself or names days and zones that are not", () => {
    expect(problems({ shifts: [] })).toEqual(["/shifts empty"]);
    expect(problems({ timeZone: "Europe/Nowhere" })).toEqual(["/timeZone timeZone"]);
    expect(problems({ shifts: [{ id: "a", days: ["sun"], from: "22:00", to: "06:00" }, { id: "b", days: ["mon"], from: "05:00", to: "12:00" }] })).toEqual(["/shifts/1 overlap"]);
    expect(problems({ shifts: [{ id: "a", days: ["mon"], from: "08:00", to: "12:00" }, { id: "a", days: ["mon"], from: "12:00", to: "16:00" }] })).toEqual(["/shifts/1/id duplicateId"]);
    expect(problems({ holidays: [{ id: "h", date: "2026-02-30" }, { id: "i", date: "2026-03-02", until: "2026-03-01" }] })).toEqual(["/holidays/0/date date", "/holidays/1/until order"]);
    expect(problems({ moved: [{ id: "m", from: "2026-03-02", to: "2026-03-02" }], special: [{ id: "s", date: "2026-13-01", from: "08:00", to: "09:00" }] })).toEqual(["/moved/0/to order", "/special/0/date date"]);
  });
});
