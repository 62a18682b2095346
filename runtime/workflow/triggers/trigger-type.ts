/** What a kind of trigger does; one folder each, registered in index.ts. */
import type { Run } from "../engine/run";
import type { Token } from "../engine/state";
import type { TriggerOf, TriggerType } from "./options";

export interface TriggerListener {
  readonly token: number;
  readonly frame: number;
  readonly node: string;
  /** Index among the triggers of the node. */
  readonly trigger: number;
}

/** Where a trigger may stand. `boundaryKeep` and `eventStartKeep` do not interrupt. */
export type Position = "start" | "eventStart" | "eventStartKeep" | "catch" | "boundary" | "boundaryKeep" | "throw" | "end";

export interface TriggerDefinition<T extends TriggerType> {
  readonly type: T;
  readonly label: string;
  readonly positions: readonly Position[];
  /** Heard by everybody who waits: thrown only when all others rest. */
  readonly broadcast?: true;
  /** What is missing or wrong, in a sentence; undefined when nothing is. */
  check?(trigger: TriggerOf<T>, position: Position): string | undefined;
}

export interface TriggerBehaviour<T extends TriggerType> {
  /** Begins to wait. Left out: caught without waiting. */
  listen?(run: Run, trigger: TriggerOf<T>, listener: TriggerListener): void;
  /** Throws. "held": the token must not go on by itself (it waits, or is gone). */
  throw?(run: Run, trigger: TriggerOf<T>, token: Token): "done" | "held";
  /** A token that was held at the throwing event is free again (what it waited for is done). Left out: it goes on. */
  resumed?(run: Run, trigger: TriggerOf<T>, token: Token): void;
}
