import type { KeyboardEventHandler, PointerEventHandler } from "react";
import type { ClientEntity, ClientField } from "../../../runtime/model/client";
import type { RecordData } from "../../data/records";
import type { Carried } from "../carry";
import type { Period } from "./dates";
import type { Entry } from "./entries";

/** What every span of a calendar is given. */
export interface GridProps {
  readonly entity: ClientEntity;
  readonly titles: readonly string[];
  /** Field whose choices colour the entries. */
  readonly colour: ClientField | undefined;
  readonly period: Period;
  readonly from: string;
  /** The day after the last. */
  readonly to: string;
  /** Weekday weeks begin with. */
  readonly first: number;
  readonly today: string;
  /** As they are shown: what is carried stands where it would be put. */
  readonly entries: readonly Entry[];
  readonly carried: Carried | undefined;
  readonly pending: ReadonlyMap<string, RecordData>;
  readonly mayMove: boolean;
  readonly mayResize: boolean;
  onPointerDown(id: string, end: boolean): PointerEventHandler<HTMLElement>;
  onKeyDown(id: string, mayResize: boolean): KeyboardEventHandler<HTMLElement>;
  /** Undefined where the person may not create. */
  readonly onCreate?: (day: string, minutes?: number) => void;
  onDay(day: string): void;
}
