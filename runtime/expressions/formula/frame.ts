/**
 * Frame: what one evaluation knows (values, clock) and how much it may still do. Made anew for each evaluation.
 *
 * - *charge*: taking steps from the budget. Loops charge per round, functions per call and by the size of what they touch.
 * - *locals*: names bound inside a formula (loop variables, parameters, context entries), innermost first.
 */
import type { Node } from "./ast";
import { FORMULA_LIMITS, FormulaError } from "./issues";
import type { FeelList, FeelValue } from "./values";

/** What a formula may know. `now` and `timeZone` are the only clock; the wall clock is never read. */
export interface FormulaContext {
  /** API values of the known names: dates and durations may be ISO 8601 text, absent is null or undefined. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly now: Date;
  /** IANA zone in which `today()` is read and `now()` is shown. */
  readonly timeZone: string;
  /** Fewer steps than the default of FORMULA_LIMITS. */
  readonly steps?: number;
}

export interface Locals {
  readonly value: FeelValue;
  readonly outer: Locals | null;
}

export class Frame {
  readonly values: Readonly<Record<string, unknown>>;
  private left: number;
  private calls = 0;
  /** The node that runs a loop or call now; the place shown when a limit is crossed. */
  at: Node;
  /** What `?` stands for, in unary tests. */
  input: FeelValue = null;
  /** Lists and contexts of the context that were read already. */
  readonly read = new Map<string, FeelValue>();

  constructor(
    readonly context: FormulaContext,
    readonly text: string,
    root: Node,
  ) {
    this.values = context.values;
    this.left = context.steps ?? FORMULA_LIMITS.steps;
    this.at = root;
  }

  charge(steps: number): void {
    this.left -= steps;
    if (this.left < 0) {
      const limit = this.context.steps ?? FORMULA_LIMITS.steps;
      this.fail(`The formula takes more than ${limit} steps.`, "Work on fewer records or write the formula without nested loops.");
    }
  }

  fail(message: string, remedy: string): never {
    throw new FormulaError(message, remedy, this.text, this.at);
  }

  checkText(text: string): string {
    if (text.length > FORMULA_LIMITS.textLength) {
      this.fail(`The formula makes a text longer than ${FORMULA_LIMITS.textLength} characters.`, "Join fewer or shorter texts.");
    }
    return text;
  }

  checkLength(length: number): void {
    if (length > FORMULA_LIMITS.listLength) {
      this.fail(`The formula makes a list of more than ${FORMULA_LIMITS.listLength} items.`, "Work on a shorter list or range.");
    }
  }

  checkList(list: FeelList): FeelList {
    this.checkLength(list.length);
    return list;
  }

  /** Runs the body of a function; the depth of calls is limited. */
  enter(body: () => FeelValue): FeelValue {
    if (++this.calls > FORMULA_LIMITS.calls) {
      this.fail(`The formula calls functions inside functions more than ${FORMULA_LIMITS.calls} deep.`, "Look for a function that calls itself for ever.");
    }
    this.charge(1);
    try {
      return body();
    } finally {
      this.calls--;
    }
  }
}
