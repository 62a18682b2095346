/** Operators of everything that has a *key*: the part of a value that equality looks at, comparable by ===. */
import { emptiness, many, negation, one, type IsEmpty, type OperandParser, type Operators } from "./operator";

export interface EqualitySpec<V, K, O> {
  readonly parse: OperandParser<K, O>;
  readonly same: (value: V, operand: K) => boolean;
  readonly isEmpty?: IsEmpty<V>;
}

/** eq ne in notIn isEmpty isNotEmpty. */
export function equalityOperators<V, K, O>({ parse, same, isEmpty }: EqualitySpec<V, K, O>): Operators<V, O> {
  const eq = one<V, O, K>(parse, (value, operand) => same(value, operand));
  const inList = many<V, O, K>(parse, (value, operand) => operand.some((item) => same(value, item)));
  return { eq, ne: negation(eq), in: inList, notIn: negation(inList), ...emptiness<V, O>(isEmpty) };
}
