/** Set family: several values, order without meaning for filters. has hasAny hasAll hasNone isEmpty isNotEmpty. */
import { emptiness, many, one, type OperandParser, type Operators } from "./operator";

/**
 * `keys` gives what is compared (texts or ids). hasNone, like every operator but isEmpty, is false for an empty set;
 * `hasAny []` is false, `hasAll []` and `hasNone []` are true for a set that is not empty.
 */
export function setOperators<V, O>(spec: { parse: OperandParser<string, O>; keys: (value: V) => readonly string[] }): Operators<V, O> {
  const { parse, keys } = spec;
  return {
    has: one<V, O, string>(parse, (value, operand) => keys(value).includes(operand)),
    hasAny: many<V, O, string>(parse, (value, operand) => operand.some((item) => keys(value).includes(item))),
    hasAll: many<V, O, string>(parse, (value, operand) => operand.every((item) => keys(value).includes(item))),
    hasNone: many<V, O, string>(parse, (value, operand) => !operand.some((item) => keys(value).includes(item))),
    ...emptiness<V, O>((value) => value === null || keys(value).length === 0),
  };
}
