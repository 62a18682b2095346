import { dayNumber, minutesOf, WEEKDAYS, type CalendarSpec } from "../../../calendars/calendar";
import { definedOnly } from "../../build-field";
import { at, documentsOf, type Loading } from "../../loading";
import type { Origin } from "../../problem";
import { suggest } from "../../schema-problems";
import { isTimeZone } from "../../time-zone";
import type { PartKind } from "../part";
import type { ClientWorkingCalendar, WorkingCalendarModel } from "./model";

export const workingCalendar: PartKind<"workingCalendar", WorkingCalendarModel, ClientWorkingCalendar> = {
  kind: "workingCalendar",
  addressed: true,
  words: { group: "workingCalendars", tree: () => new Map([["label", new Map()]]) },
  build: ({ id, name, label, description, timeZone, shifts, holidays, moved, special }, words) => ({
    id, name, label: words.label(label, "label"), spec: { timeZone, shifts, ...definedOnly({ holidays, moved, special }) }, ...definedOnly({ description }),
  }),
  check({ spec }, origin, { loading }) {
    const { problems } = loading;
    if (!isTimeZone(spec.timeZone)) problems.add(at(origin, "timeZone"), "timeZone", `There is no time zone "${spec.timeZone}"`, 'Write it like "Europe/Kyiv".');
    if (spec.shifts.length === 0) problems.add(at(origin, "shifts"), "empty", "The calendar never opens, so no term would ever end", "Add a shift.");
    for (const list of ["shifts", "holidays", "moved", "special"] as const) checkIds(spec[list] ?? [], at(origin, list), loading);
    checkOverlaps(spec, origin, loading);
    checkDates(spec, origin, loading);
  },
  client: () => undefined,
};

function checkIds(list: readonly { readonly id: string }[], origin: Origin, { problems }: Loading): void {
  list.forEach(({ id }, i) => {
    if (list.findIndex((one) => one.id === id) !== i) problems.add(at(origin, i, "id"), "duplicateId", `Two entries have the id "${id}"`, "Choose another id.");
  });
}

const WEEK = 7 * 1440;

/** Two shifts at the same time would count twice. */
function checkOverlaps({ shifts }: CalendarSpec, origin: Origin, { problems }: Loading): void {
  const spans = shifts.flatMap((shift, i) => shift.days.map((day) => {
    const start = WEEKDAYS.indexOf(day) * 1440 + minutesOf(shift.from);
    const length = minutesOf(shift.to) - minutesOf(shift.from);
    return { i, start, end: start + (length > 0 ? length : length + 1440) };
  }));
  spans.forEach((one, a) => spans.slice(0, a).forEach((other) => {
    const over = [0, WEEK, -WEEK].some((shift) => one.start + shift < other.end && other.start < one.end + shift);
    if (over) problems.add(at(origin, "shifts", one.i), "overlap", `The shift "${shifts[one.i]!.id}" is on at the same time as "${shifts[other.i]!.id}"`, "Let one begin when the other ends.");
  }));
}

function checkDates({ holidays = [], moved = [], special = [] }: CalendarSpec, origin: Origin, { problems }: Loading): void {
  const known = (text: string | undefined, place: Origin): number | undefined => {
    const day = text === undefined ? null : dayNumber(text);
    if (text !== undefined && day === null) problems.add(place, "date", `There is no day "${text}"`, 'Write it like "2026-12-31".');
    return day ?? undefined;
  };
  holidays.forEach(({ date, until }, i) => {
    const [first, last] = [known(date, at(origin, "holidays", i, "date")), known(until, at(origin, "holidays", i, "until"))];
    if (first !== undefined && last !== undefined && (last < first || last > first + 366)) problems.add(at(origin, "holidays", i, "until"), "order", "The last day is before the first, or more than a year later", "Give the last day after the first, or write several holidays.");
  });
  moved.forEach(({ from, to }, i) => {
    const [left, taken] = [known(from, at(origin, "moved", i, "from")), known(to, at(origin, "moved", i, "to"))];
    if (left !== undefined && left === taken) problems.add(at(origin, "moved", i, "to"), "order", "The day is moved to itself", "Give another day.");
  });
  special.forEach(({ date }, i) => known(date, at(origin, "special", i, "date")));
}

/** What else names a working calendar asks here whether there is one. */
export function checkCalendarName(name: string | undefined, origin: Origin, loading: Loading): void {
  if (name === undefined) return;
  const names = documentsOf(loading, "workingCalendar").map(({ body }) => body.name);
  if (!names.includes(name)) loading.problems.add(origin, "unknownCalendar", `There is no working calendar "${name}"`, suggest(name, names, "Add a working calendar of that name."));
}
