/** R38: times over the nights in which clocks are put forward and back, in four zones and three years, against what the clock on the wall says. */
import { describe, expect, it } from "vitest";
import { addTo, readDate, readDuration } from "../workflow/engine/timers";
import { cronAfter, timerAfter } from "./clock-times";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ZONES = ["Europe/Kyiv", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe"] as const;
const YEARS = [2025, 2026, 2027] as const;

const FIXED = ["0 0", "30 0", "59 0", "0 1", "15 1", "30 1", "45 1", "59 1", "0 2", "1 2", "15 2", "29 2", "30 2", "45 2", "59 2", "0 3", "15 3", "30 3", "59 3", "0 4", "30 4", "0 12", "59 23"].map((time) => `${time} * * *`);
const SEVERAL = ["*/5", "*/15", "0", "30", "7,37"].flatMap((minute) => [`${minute} * * * *`, `${minute} 1-3 * * *`, `${minute} */2 * * *`]).concat("30 2,14 * * *", "0,30 2 * * *");

interface Wall { readonly day: string; readonly hour: number; readonly minute: number }
const walls = new Map(ZONES.map((zone) => [zone, new Intl.DateTimeFormat("en-CA", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" })]));
function wall(zone: (typeof ZONES)[number], at: number): Wall {
  const [day, time] = walls.get(zone)!.format(at).split(", ");
  return { day: day!, hour: Number(time!.slice(0, 2)), minute: Number(time!.slice(3, 5)) };
}

/** Hours of a year after which the clock on the wall is not an hour further. */
function nightsOf(zone: (typeof ZONES)[number], year: number): number[] {
  const found: number[] = [];
  const minutes = ({ hour, minute }: Wall): number => hour * 60 + minute;
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += HOUR) if ((minutes(wall(zone, at + HOUR)) - minutes(wall(zone, at)) + 1440) % 1440 !== 60) found.push(at);
  return found;
}

const part = (text: string, value: number): boolean => text.split(",").some((one) => {
  if (one === "*") return true;
  if (one.startsWith("*/")) return value % Number(one.slice(2)) === 0;
  const [from, to = from] = one.split("-").map(Number);
  return value >= from! && value <= to!;
});

/** What the policy of `cronAfter` says, by looking at the wall each minute. */
function expected(cron: string, minutes: readonly (Wall & { readonly at: number })[]): number[] {
  const [minute, hour] = cron.split(" ") as [string, string];
  const fits = minutes.filter((one) => part(minute, one.minute) && part(hour, one.hour));
  if (!/^\d+ \d+ /.test(cron)) return fits.map(({ at }) => at);
  const wanted = Number(hour) * 60 + Number(minute);
  return [...new Set(minutes.map(({ day }) => day))].flatMap((day) => {
    const first = fits.find((one) => one.day === day) ?? minutes.find((one) => one.day === day && one.hour * 60 + one.minute > wanted);
    return first ? [first.at] : [];
  });
}

function runs(cron: string, zone: string, from: number, to: number): number[] {
  const found: number[] = [];
  for (let at = cronAfter(cron, zone, new Date(from - 1)); at && at.getTime() < to; at = cronAfter(cron, zone, at)) found.push(at.getTime());
  return found;
}

describe.each(ZONES)("times in %s", (zone) => {
  const nights = YEARS.flatMap((year) => nightsOf(zone, year));

  it("there are two nights in a year to be tried", () => {
    expect(nights).toHaveLength(2 * YEARS.length);
  });

  it(`${FIXED.length + SEVERAL.length} patterns come exactly as the policy says: once where they name one time, by the clock where they name several`, () => {
    const wrong: string[] = [];
    for (const night of nights) {
      // Whole days of the wall, the night in their middle.
      let from = night - 30 * HOUR;
      while (wall(zone, from).hour !== 0 || wall(zone, from).minute !== 0) from += 30 * MINUTE;
      const minutes = Array.from({ length: 48 * 60 }, (_, i) => ({ at: from + i * MINUTE, ...wall(zone, from + i * MINUTE) }));
      const whole = minutes.filter(({ day }) => day !== minutes.at(-1)!.day);
      for (const cron of [...FIXED, ...SEVERAL]) {
        const [got, want] = [runs(cron, zone, from, whole.at(-1)!.at + MINUTE), expected(cron, whole)];
        if (got.join() !== want.join()) wrong.push(`${cron} at ${new Date(night).toISOString()}: ${got.map((at) => new Date(at).toISOString()).join()} instead of ${want.map((at) => new Date(at).toISOString()).join()}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("a clock that is put an hour forward or back while it runs lets nothing come twice, and nothing be left out for good", () => {
    for (const night of nights) for (const cron of ["30 2 * * *", "0 * * * *", "*/15 * * * *"]) {
      let due = cronAfter(cron, zone, new Date(night - 24 * HOUR))!.getTime();
      const fired: number[] = [];
      let now = night - 24 * HOUR;
      for (let tick = 0; tick < 48 * 12; tick++) {
        now += 5 * MINUTE + (tick % 97 === 50 ? HOUR : tick % 97 === 70 ? -HOUR : 0);
        if (due > now) continue;
        fired.push(due);
        due = cronAfter(cron, zone, new Date(now))!.getTime();
      }
      expect(new Set(fired).size).toBe(fired.length);
      expect(due).toBe(cronAfter(cron, zone, new Date(Math.max(fired.at(-1)!, due - 1)))!.getTime());
      expect(fired.length).toBeGreaterThan(0);
    }
  });

  it("durations go by the clock that ticks, months by the one on the wall", () => {
    for (const night of nights) for (const before of [1, 2, 3, 12, 24]) {
      const from = new Date(night - before * HOUR + 30 * MINUTE);
      for (const [text, hours] of [["PT1H", 1], ["PT36H", 36], ["P1D", 24], ["P2W", 336]] as const) expect(addTo(from, readDuration(text)!, zone).getTime() - from.getTime()).toBe(hours * HOUR);
      const [old, moved] = [wall(zone, from.getTime()), wall(zone, addTo(from, readDuration("P2M")!, zone).getTime())];
      expect([moved.hour, moved.minute]).toEqual([old.hour, old.minute]);
    }
  });

  it("a repetition keeps its distance through the night", () => {
    for (const night of nights) {
      let at = new Date(night - 3 * HOUR);
      for (let i = 0; i < 12; i++) {
        const next: Date = timerAfter("R/PT30M", zone, at, i === 0)!;
        expect(next.getTime() - at.getTime()).toBe(30 * MINUTE);
        at = next;
      }
    }
  });

  it("a time of the wall means one instant at which the wall shows it, also where it comes twice", () => {
    for (const night of nights) for (let minute = -180; minute <= 240; minute += 15) {
      const at = night + minute * MINUTE;
      const { day, hour, minute: past } = wall(zone, at);
      const said = readDate(`${day}T${String(hour).padStart(2, "0")}:${String(past).padStart(2, "0")}:00`, zone)!;
      expect(wall(zone, said.getTime())).toEqual({ day, hour, minute: past });
    }
  });
});
