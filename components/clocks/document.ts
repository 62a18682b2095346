/** The document of a clock as its editor changes it. */
import type { Condition } from "../../runtime/expressions/condition";

export interface ClockTargetDraft {
  readonly id: string;
  readonly when?: Condition;
  readonly within: string;
}

export interface ClockEventDraft {
  readonly id: string;
  readonly before?: string;
  readonly notify?: string;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly process?: string;
}

export interface ClockDocument {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly entity: string;
  readonly calendar: string;
  readonly start?: Condition;
  readonly pause?: Condition;
  readonly stop?: Condition;
  readonly targets: readonly ClockTargetDraft[];
  readonly events?: readonly ClockEventDraft[];
}

export const newClock = (name: string, label: string): ClockDocument => ({ id: name, name, label, entity: "", calendar: "", targets: [{ id: "all", within: "PT8H" }], events: [] });

/** Without members that say nothing. */
export function without<T extends object>(value: T, change: { readonly [K in keyof T]?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries({ ...value, ...change }).filter(([, one]) => one !== undefined)) as T;
}

/** Another entity: its conditions, notifications and processes are not those of the one before. */
export const ofEntity = ({ start: _start, pause: _pause, stop: _stop, ...rest }: ClockDocument, entity: string): ClockDocument => ({ ...rest, entity, targets: rest.targets.map(({ id, within }) => ({ id, within })), events: [] });

/** As it is published. */
export const tidyClock = ({ events = [], ...rest }: ClockDocument): ClockDocument => ({ ...rest, ...(events.length > 0 && { events }) });

export const isComplete = ({ label, entity, calendar, stop, targets }: ClockDocument): boolean => label.trim() !== "" && entity !== "" && calendar !== "" && stop !== undefined && targets.length > 0 && targets.every(({ within }) => partsOf(within) !== undefined);

export interface SpanParts {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
}

const SPAN = /^P(?=\d|T\d)(?:(\d{1,3})D)?(?:T(?=\d)(?:(\d{1,4})H)?(?:(\d{1,5})M)?)?$/;

/** "P1DT2H" in numbers; undefined when it is no span a clock takes. */
export function partsOf(span: string): SpanParts | undefined {
  const found = SPAN.exec(span);
  return found ? { days: Number(found[1] ?? 0), hours: Number(found[2] ?? 0), minutes: Number(found[3] ?? 0) } : undefined;
}

/** Undefined for no time at all. */
export function spanOf({ days, hours, minutes }: SpanParts): string | undefined {
  const time = `${hours > 0 ? `${hours}H` : ""}${minutes > 0 ? `${minutes}M` : ""}`;
  return days + hours + minutes === 0 ? undefined : `P${days > 0 ? `${days}D` : ""}${time && `T${time}`}`;
}
