/** Boolean family: isTrue isFalse eq ne isEmpty isNotEmpty. isFalse is true for false only, not for empty. */
import { bare, emptiness, negation, one, type OperandParser, type Operators } from "./operator";
import { fail, ok } from "../field";

const parse: OperandParser<boolean, object> = (operand) =>
  typeof operand === "boolean" ? ok(operand) : fail("type", "A yes/no value is compared with true or false.", "Give true or false without quotes.");

export function booleanOperators<O extends object>(): Operators<boolean, O> {
  const eq = one<boolean, O, boolean>(parse, (value, operand) => value === operand);
  return {
    isTrue: bare((value) => value === true),
    isFalse: bare((value) => value === false),
    eq,
    ne: negation(eq),
    ...emptiness<boolean, O>((value) => value === null),
  };
}
