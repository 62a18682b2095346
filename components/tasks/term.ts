import type { TaskDue } from "../data/processes";

const DAY_MS = 86_400_000;

/** Does a term belong to one of the filters of My work? As the server reckons: today and the week take what is overdue along, later is what is left. */
export function isDue(due: string | null, filter: TaskDue, now: number): boolean {
  if (due === null) return filter === "later";
  const left = Date.parse(due) - now;
  if (filter === "later") return left >= 7 * DAY_MS;
  return left < { overdue: 0, today: DAY_MS, week: 7 * DAY_MS }[filter];
}
