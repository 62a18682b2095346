/** Clock: a term on every record of an entity, in working time (runtime/clocks). */
import type { Condition } from "../../../expressions/condition";
import type { Label } from "../../types";

export interface ClockTarget {
  readonly id: string;
  readonly when?: Condition;
  /** ISO 8601: days are working days. */
  readonly within: string;
}

export interface ClockEvent {
  readonly id: string;
  /** Working time before the term; undefined: when it is broken. */
  readonly before?: string;
  readonly notify?: string;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly process?: string;
}

export interface ClockModel {
  readonly id: string;
  readonly name: string;
  readonly label: Label;
  /** Name of the entity. */
  readonly entity: string;
  readonly calendar: string;
  readonly start?: Condition;
  readonly pause?: Condition;
  readonly stop: Condition;
  readonly targets: readonly ClockTarget[];
  readonly events: readonly ClockEvent[];
}

export interface ClientClock {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly entity: string;
}
