/** Operators of everything with an order: numbers, money, dates, times, durations. */
import { one, range, type IsEmpty, type OperandParser, type Operators } from "./operator";
import { equalityOperators } from "./equality";

export interface OrderedSpec<V, K, O> {
  readonly parse: OperandParser<K, O>;
  /** Negative, zero or positive; NaN when the two cannot be compared (then every comparison is false). */
  readonly compare: (value: V, operand: K) => number;
  readonly isEmpty?: IsEmpty<V>;
}

/** eq ne in notIn lt lte gt gte between isEmpty isNotEmpty. */
export function orderedOperators<V, K, O>({ parse, compare, isEmpty }: OrderedSpec<V, K, O>): Operators<V, O> {
  return {
    ...equalityOperators<V, K, O>({ parse, same: (value, operand) => compare(value, operand) === 0, isEmpty }),
    lt: one<V, O, K>(parse, (value, operand) => compare(value, operand) < 0),
    lte: one<V, O, K>(parse, (value, operand) => compare(value, operand) <= 0),
    gt: one<V, O, K>(parse, (value, operand) => compare(value, operand) > 0),
    gte: one<V, O, K>(parse, (value, operand) => compare(value, operand) >= 0),
    between: range<V, O, K>(parse, (value, [from, to]) => compare(value, from) >= 0 && compare(value, to) <= 0),
  };
}
