/** Schedules as the builders of reports and dashboards set them. A *rhythm* is a schedule people read: how often, and at what hour. */
export interface DraftSchedule {
  readonly cron: string;
  readonly timeZone?: string;
  readonly roles?: readonly string[];
  readonly people?: readonly string[];
}

export const RHYTHMS = ["daily", "weekdays", "weekly", "monthly"] as const;
export type Rhythm = (typeof RHYTHMS)[number];

const DAYS: Readonly<Record<Rhythm, string>> = { daily: "* * *", weekdays: "* * 1-5", weekly: "* * 1", monthly: "1 * *" };

/** Schedule in five fields → how often and at what hour; undefined for one that was written by hand. */
export function rhythmOf(cron: string): { rhythm: Rhythm; hour: number } | undefined {
  const found = /^0 (\d{1,2}) (.+)$/.exec(cron.trim());
  const rhythm = RHYTHMS.find((one) => DAYS[one] === found?.[2]);
  return found && rhythm && Number(found[1]) < 24 ? { rhythm, hour: Number(found[1]) } : undefined;
}

export const cronOf = (rhythm: Rhythm, hour: number): string => `0 ${hour} ${DAYS[rhythm]}`;
