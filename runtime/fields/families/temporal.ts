/** Temporal family: the ordered operators and `within` a named period. Values are canonical texts whose order is the order of time. */
import { fail, ok, type EvaluationEnv } from "../field";
import { didYouMean } from "../../kernel/names";
import { isPeriod, PERIOD_NAMES, type PeriodName, type Range } from "./period";
import { period, type OperandParser, type Operators } from "./operator";
import { orderedOperators } from "./ordered";

export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const parsePeriod: OperandParser<PeriodName, unknown> = (operand) => {
  if (isPeriod(operand)) return ok(operand);
  const near = typeof operand === "string" ? didYouMean(operand, PERIOD_NAMES) : undefined;
  return fail("unknownPeriod", `There is no period ${JSON.stringify(operand)}.`, near ? `Did you mean "${near}"?` : `Use one of: ${PERIOD_NAMES.join(", ")}.`);
};

const inRange = (value: string, { from, to }: Range): boolean => (from === undefined || value >= from) && (to === undefined || value < to);

/** `bounds` resolves a period: dateRange for dates, instantRange for instants. */
export function temporalOperators<O>(spec: { parse: OperandParser<string, O>; bounds: (name: PeriodName, env: EvaluationEnv) => Range }): Operators<string, O> {
  return {
    ...orderedOperators<string, string, O>({ parse: spec.parse, compare: compareTexts }),
    within: period<string, O, PeriodName>(parsePeriod, (value, name, _options, env) => inRange(value, spec.bounds(name, env))),
  };
}
