/** Choice family: one value out of a list. eq ne in notIn isEmpty isNotEmpty. */
import type { OperandParser, Operators } from "./operator";
import { equalityOperators } from "./equality";

export function choiceOperators<O>(spec: { parse: OperandParser<string, O> }): Operators<string, O> {
  return equalityOperators<string, string, O>({ parse: spec.parse, same: (value, operand) => value === operand });
}
