/**
 * Builders of operators. An *operand parser* checks and normalises one literal; a *test* sees only a value and an operand
 * that are both there. What happens when one of them is missing is decided here, once:
 * a missing operand makes any operator false; a missing value makes it false too, but for the negations `ne` and `notIn`.
 */
import { fail, ok, type EvaluationEnv, type OperandKind, type Operator, type Parsed, type ValueIssue } from "../field";

export type OperandParser<K, O> = (operand: unknown, options: O) => Parsed<K>;
export type Test<V, K, O> = (value: V, operand: K, options: O, env: EvaluationEnv) => boolean;
export type Operators<V, O> = Readonly<Record<string, Operator<V, O>>>;
export type IsEmpty<V> = (value: V | null) => boolean;

const isNull = (value: unknown): boolean => value === null || value === undefined;

/** True for null, undefined, "" and []: what every family takes as empty unless told otherwise. */
export function isBlank(value: unknown): boolean {
  return isNull(value) || value === "" || (Array.isArray(value) && value.length === 0);
}

/** Operator without an operand; sees empty values too. */
export function bare<V, O>(test: (value: V | null) => boolean): Operator<V, O> {
  return {
    operand: "none",
    parseOperand: (operand) => (isNull(operand) ? ok(null) : fail("operandUnexpected", "This operator takes no value.", "Leave `value` out.")),
    test: (value) => test(value),
  };
}

/** isEmpty and isNotEmpty. */
export function emptiness<V, O>(isEmpty: IsEmpty<V> = isBlank): { isEmpty: Operator<V, O>; isNotEmpty: Operator<V, O> } {
  return { isEmpty: bare(isEmpty), isNotEmpty: bare((value) => !isEmpty(value)) };
}

function build<V, O, K>(operand: OperandKind, parse: OperandParser<K, O>, test: Test<V, K, O>): Operator<V, O> {
  return {
    operand,
    parseOperand: (given, options) => (isNull(given) || given === "" ? ok(null) : parse(given, options)),
    test: (value: V | null, given: K | null, options: O, env: EvaluationEnv) => !isBlank(value) && !isNull(given) && test(value as V, given as K, options, env),
  };
}

/** Operator with one literal. */
export const one = <V, O, K>(parse: OperandParser<K, O>, test: Test<V, K, O>): Operator<V, O> => build("one", parse, test);

/** Operator with a text fragment (contains …). */
export const fragment = <V, O>(parse: OperandParser<string, O>, test: Test<V, string, O>): Operator<V, O> => build("text", parse, test);

/** Operator with the name of a period. */
export const period = <V, O, K>(parse: OperandParser<K, O>, test: Test<V, K, O>): Operator<V, O> => build("period", parse, test);

/** Operator with a list of literals. */
export const many = <V, O, K>(parse: OperandParser<K, O>, test: Test<V, readonly K[], O>): Operator<V, O> => build("many", listParser(parse), test);

/** Operator with `[from, to]`, both included. */
export function range<V, O, K>(parse: OperandParser<K, O>, test: Test<V, readonly [K, K], O>): Operator<V, O> {
  const parseList = listParser(parse);
  return build<V, O, readonly [K, K]>("range", (operand, options) => {
    if (!Array.isArray(operand) || operand.length !== 2) {
      return fail("rangeExpected", "This operator compares with a range.", "Give a list of two values: [from, to].");
    }
    return parseList(operand, options) as Parsed<readonly [K, K]>;
  }, test);
}

/** The exact opposite of `operator`, so true for an empty value; still false without an operand. */
export function negation<V, O>(operator: Operator<V, O>): Operator<V, O> {
  return {
    operand: operator.operand,
    parseOperand: operator.parseOperand,
    test: (value, operand, options, env) => !isNull(operand) && !operator.test(value, operand, options, env),
  };
}

function listParser<K, O>(parse: OperandParser<K, O>): OperandParser<readonly K[], O> {
  return (operand, options) => {
    if (!Array.isArray(operand)) return fail("listExpected", "This operator compares with a list.", 'Give a list, for example ["a", "b"].');
    const values: K[] = [];
    const issues: ValueIssue[] = [];
    operand.forEach((item: unknown, index) => {
      const parsed: Parsed<K> = isBlank(item) ? fail("emptyItem", "The list holds an empty value.", "Take it out; use isEmpty to find empty values.") : parse(item, options);
      if (!parsed.ok) issues.push(...parsed.issues.map((issue) => ({ ...issue, pointer: `/${index}${issue.pointer}` })));
      else if (parsed.value !== null) values.push(parsed.value);
    });
    return issues.length > 0 ? { ok: false, issues } : ok(values);
  };
}
