/**
 * A decision as metadata (`decisions/<name>.json`, schema metadata/schemas/decision.schema.json): a table of rules, as in DMN 1.3.
 *
 * - *input*: a formula whose value the rules test. *output*: a variable the rules give a value.
 * - *rule*: tests by input id (FEEL unary tests: `> 100`, `"EU", "US"`, `[1..5]`, `-`; left out: anything) and formulas by output id.
 * - *hit policy*: what counts when several rules fit.
 */
import type { Formula } from "../definition/types";

export const HIT_POLICIES = ["unique", "any", "priority", "first", "outputOrder", "ruleOrder", "collect"] as const;
/**
 * unique: at most one rule may fit · any: several may, if they say the same · priority: the one whose output stands first in the list of values · first: the
 * first in the table · outputOrder, ruleOrder, collect: all that fit, by the list of values, by the table, in no promised order (in fact by the table).
 */
export type HitPolicy = (typeof HIT_POLICIES)[number];

export const AGGREGATIONS = ["sum", "min", "max", "count"] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];

export interface DecisionDefinition {
  readonly $schema?: string;
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  /** unique when left out. */
  readonly hitPolicy?: HitPolicy;
  /** With collect only: the outputs of all rules that fit become one value. */
  readonly aggregation?: Aggregation;
  readonly inputs: readonly DecisionInput[];
  readonly outputs: readonly DecisionOutput[];
  readonly rules: readonly DecisionRule[];
}

export type DecisionType = "text" | "number" | "boolean" | "date" | "dateTime" | "time" | "duration" | "any";

export interface DecisionInput {
  readonly id: string;
  readonly label?: string;
  readonly formula: Formula;
  readonly type?: DecisionType;
  /** FEEL unary tests the value must pass, `"EU", "US"`; anything when left out. */
  readonly allowed?: string;
}

export interface DecisionOutput {
  readonly id: string;
  /** Variable that gets the value. */
  readonly name: string;
  readonly label?: string;
  readonly type?: DecisionType;
  /** Values in falling priority, each a FEEL literal. */
  readonly values?: readonly Formula[];
  /** Value when no rule fits; null when left out. */
  readonly default?: Formula;
}

export interface DecisionRule {
  readonly id: string;
  readonly description?: string;
  readonly when?: Readonly<Record<string, string>>;
  readonly then?: Readonly<Record<string, Formula>>;
}

export const isMany = (policy: HitPolicy): boolean => policy === "outputOrder" || policy === "ruleOrder" || policy === "collect";
