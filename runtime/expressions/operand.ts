import { dayIn } from "../kernel/days";
import type { Operand } from "./condition";

/** What operands may refer to. Missing things resolve to nothing, and a leaf whose operand is nothing is false. */
export interface OperandEnv {
  readonly user?: { readonly id: string; readonly teams: readonly string[]; readonly units: readonly string[]; readonly unitTree: readonly string[]; readonly roles: readonly string[] };
  readonly now: Date;
  readonly timeZone: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

export type OperandKey = "user" | "now" | "param" | "field";

/** Which kind of variable an operand is, or undefined for a literal (money literals have `amount`). */
export function operandKey(operand: Operand | undefined): OperandKey | undefined {
  if (operand === null || typeof operand !== "object" || Array.isArray(operand)) return undefined;
  for (const key of ["user", "now", "param", "field"] as const) if (Object.hasOwn(operand, key)) return key;
  return undefined;
}

const DURATION = /^([+-])?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Moves an instant by an ISO 8601 duration with optional sign; undefined when the text is no duration. Calendar parts count in UTC. */
export function shiftInstant(at: Date, duration: string): Date | undefined {
  const match = DURATION.exec(duration);
  if (!match || duration.length > 40) return undefined;
  const sign = match[1] === "-" ? -1 : 1;
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(2).map((part) => sign * Number(part ?? 0)) as [number, number, number, number, number, number, number];
  const moved = new Date(at);
  moved.setUTCFullYear(moved.getUTCFullYear() + years, moved.getUTCMonth() + months, moved.getUTCDate() + weeks * 7 + days);
  moved.setTime(moved.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000);
  return Number.isNaN(moved.getTime()) ? undefined : moved;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** A moment as a value of that kind (`feel`) is compared with it: fields of days see the day it is in the zone. */
export function asComparable(operand: unknown, feel: string, timeZone: string): unknown {
  if (feel !== "date" || typeof operand !== "string" || !MOMENT.test(operand)) return operand;
  return dayIn(new Date(operand), timeZone);
}

/** The literal an operand stands for, or undefined for nothing. `{ field }` is not resolved here: it needs the record. */
export function resolveOperand(operand: Operand | undefined, env: OperandEnv): unknown {
  switch (operandKey(operand)) {
    case "user":
      return env.user?.[(operand as { user: keyof NonNullable<OperandEnv["user"]> }).user];
    case "now":
      return shiftInstant(env.now, (operand as { now: string }).now)?.toISOString();
    case "param":
      return env.params?.[(operand as { param: string }).param] ?? undefined;
    case "field":
      return undefined;
    default:
      return operand ?? undefined;
  }
}
