/** Which instances are shown: kept in the address, so that it can be sent to somebody, and stays on the way back. */
import { instantOf } from "../fields/kinds/date-text";

export const INSTANCE_STATUSES = ["open", "incident", "suspended", "ended", "any"] as const;

/** Empty text: not narrowed down by it. Days as "2026-01-31", both included. */
export interface InstanceFilter {
  readonly status: (typeof INSTANCE_STATUSES)[number];
  readonly process: string;
  readonly entity: string;
  readonly record: string;
  readonly from: string;
  readonly to: string;
}

const NAMES = ["process", "entity", "record", "from", "to"] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What an address says; what is not understood is left out. */
export function readInstanceFilter(search: URLSearchParams): InstanceFilter {
  const day = (name: "from" | "to"): string => {
    const text = search.get(name) ?? "";
    return DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : "";
  };
  const entity = search.get("entity") ?? "";
  return { status: INSTANCE_STATUSES.find((one) => one === search.get("status")) ?? "open", process: search.get("process") ?? "", entity, record: entity === "" ? "" : (search.get("record") ?? ""), from: day("from"), to: day("to") };
}

/** The part of the address after "?". */
export function writeInstanceFilter(filter: InstanceFilter): string {
  const search = new URLSearchParams(filter.status === "open" ? {} : { status: filter.status });
  for (const name of NAMES) if (filter[name] !== "") search.set(name, filter[name]);
  return search.toString();
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

/** What the server is asked: the days are those of a time zone. */
export const askedOf = ({ status, process, entity, record, from, to }: InstanceFilter, timeZone: string): Readonly<Record<string, string>> => ({
  ...(status !== "any" && { status }), ...(process && { process }), ...(entity && { entity }), ...(record && { record }),
  ...(from && { from: instantOf(from, "00:00", timeZone) }), ...(to && { to: instantOf(dayAfter(to), "00:00", timeZone) }),
});
