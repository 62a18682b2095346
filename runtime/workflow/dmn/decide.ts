/** Runs a decision. Pure: the same values give the same answer. */
import { FormulaError, toFeel, toJson, type Formula as CompiledFormula, type FormulaContext } from "../../expressions/formula";
import type { Json, Values } from "../definition/types";
import type { CompiledDecision } from "./compile";
import { isMany, type Aggregation } from "./decision";

export interface DecisionResult {
  /** As DMN says it: the value of the only output, a context of several, a list of either for policies with many hits. */
  readonly value: Json;
  /** Output name → its value, or the list of its values: what becomes variables of the process. */
  readonly variables: Readonly<Record<string, Json>>;
  /** Ids of the rules that counted. */
  readonly rules: readonly string[];
}

export type Decided = { readonly ok: true; readonly result: DecisionResult } | { readonly ok: false; readonly message: string; readonly remedy?: string };

export interface Moment {
  readonly now: Date;
  readonly timeZone: string;
}

/** Never throws: a table that contradicts itself, a missing value or a formula that fails is an answer in plain words. */
export function decide(decision: CompiledDecision, values: Values, moment: Moment): Decided {
  try {
    return { ok: true, result: new Deciding(decision, values, moment).result() };
  } catch (error) {
    if (error instanceof Undecided) return { ok: false, message: error.message, ...(error.remedy !== undefined && { remedy: error.remedy }) };
    if (error instanceof FormulaError) return { ok: false, message: `A formula of the decision “${decision.definition.label}” failed: ${error.message}`, ...(error.remedy !== undefined && { remedy: error.remedy }) };
    throw error;
  }
}

class Undecided extends Error {
  constructor(message: string, readonly remedy: string | undefined) {
    super(message);
  }
}

type Outputs = readonly Json[];
interface Hit {
  readonly id: string;
  readonly outputs: Outputs;
}

class Deciding {
  private readonly context: FormulaContext;
  private readonly label: string;

  constructor(private readonly decision: CompiledDecision, private readonly values: Values, moment: Moment) {
    this.context = { values, ...moment };
    this.label = decision.definition.label;
  }

  result(): DecisionResult {
    const { definition } = this.decision;
    const policy = definition.hitPolicy ?? "unique";
    const fitting = this.fitting();
    if (policy === "unique" && fitting.length > 1) throw this.contradiction(fitting, "fit at the same time, and only one may");
    const hits = this.chosen(fitting.map((index) => this.hit(index)));
    if (isMany(policy)) return definition.aggregation ? this.aggregated(hits, definition.aggregation) : this.many(hits);
    const outputs = hits[0]?.outputs ?? this.otherwise();
    return { value: this.shaped(outputs), variables: this.named(outputs), rules: hits.slice(0, 1).map(({ id }) => id) };
  }

  /** Places of the rules that fit. */
  private fitting(): readonly number[] {
    const found: number[] = [];
    const inputs = this.decision.inputs.map(({ input, formula, allowed }) => {
      this.known(formula.references, `the input “${input.label ?? input.formula}”`);
      const found = formula.evaluate(this.context);
      // Dates come as text from JSON.
      const value = typeof found === "string" && input.type !== undefined && input.type !== "text" && input.type !== "any" ? toFeel(found, { kind: input.type }) : found;
      if (allowed && allowed.test(value, this.context) !== true) {
        throw new Undecided(`The decision “${this.label}” got ${JSON.stringify(toJson(value))} for “${input.label ?? input.formula}”, which is none of the allowed values.`, `Give one of ${input.allowed}, or change the allowed values.`);
      }
      return value;
    });
    this.decision.rules.forEach(({ tests }, index) => {
      if (tests.every((test, at) => test === undefined || (this.known(test.references), test.test(inputs[at]!, this.context) === true))) found.push(index);
    });
    return found;
  }

  private hit(index: number): Hit {
    const { rule, results } = this.decision.rules[index]!;
    return { id: rule.id, outputs: results.map((formula) => (formula ? this.value(formula, `rule ${index + 1}`) : null)) };
  }

  private chosen(hits: readonly Hit[]): readonly Hit[] {
    const policy = this.decision.definition.hitPolicy ?? "unique";
    if (policy === "any" && new Set(hits.map(({ outputs }) => JSON.stringify(outputs))).size > 1) {
      throw this.contradiction(hits.map(({ id }) => this.decision.rules.findIndex(({ rule }) => rule.id === id)), "fit at the same time and say different things");
    }
    if (policy !== "priority" && policy !== "outputOrder") return hits;
    const order = this.decision.outputs.map(({ values }) => values.map((formula) => JSON.stringify(this.value(formula, "the list of values"))));
    const rank = (value: Json, at: number): number => {
      const place = order[at]!.indexOf(JSON.stringify(value));
      return place < 0 ? order[at]!.length : place;
    };
    const compare = (one: Hit, other: Hit): number => {
      for (let at = 0; at < order.length; at++) {
        const difference = rank(one.outputs[at]!, at) - rank(other.outputs[at]!, at);
        if (difference !== 0) return difference;
      }
      return 0;
    };
    return [...hits].sort(compare);
  }

  private many(hits: readonly Hit[]): DecisionResult {
    const variables = Object.fromEntries(this.decision.definition.outputs.map(({ name }, at) => [name, hits.map(({ outputs }) => outputs[at]!)]));
    return { value: hits.map(({ outputs }) => this.shaped(outputs)), variables, rules: hits.map(({ id }) => id) };
  }

  /** Of no hits: 0 for count, nothing otherwise, as in DMN. */
  private aggregated(hits: readonly Hit[], aggregation: Aggregation): DecisionResult {
    const values = hits.map(({ outputs }) => outputs[0]!);
    const value = aggregation === "count" ? values.length : values.length === 0 ? (this.otherwise()[0] ?? null) : this.total(values, aggregation);
    return { value, variables: { [this.decision.definition.outputs[0]!.name]: value }, rules: hits.map(({ id }) => id) };
  }

  private total(values: readonly Json[], aggregation: Exclude<Aggregation, "count">): Json {
    if (!values.every((value) => typeof value === "number")) {
      const odd = values.find((value) => typeof value !== "number");
      throw new Undecided(`The decision “${this.label}” adds up or compares its results, and one of them is ${JSON.stringify(odd)}.`, "Let every rule give a number.");
    }
    return AGGREGATE[aggregation](values);
  }

  private otherwise(): Outputs {
    return this.decision.outputs.map(({ otherwise }) => (otherwise ? this.value(otherwise, "a default") : null));
  }

  private named = (outputs: Outputs): Record<string, Json> => Object.fromEntries(this.decision.definition.outputs.map(({ name }, at) => [name, outputs[at] ?? null]));
  private shaped = (outputs: Outputs): Json => (outputs.length === 1 ? (outputs[0] ?? null) : this.named(outputs));

  private value(formula: CompiledFormula, where: string): Json {
    this.known(formula.references, where);
    return toJson(formula.evaluate(this.context));
  }

  private known(references: readonly (readonly string[])[], where = "a rule"): void {
    const missing = references.map(([name]) => name!).find((name) => name !== "?" && !Object.hasOwn(this.values, name));
    if (missing !== undefined) throw new Undecided(`The decision “${this.label}” asks for “${missing}” in ${where}, and there is no such value.`, "Give it among the inputs of the step.");
  }

  private contradiction(rules: readonly number[], what: string): Undecided {
    return new Undecided(`Rules ${rules.map((index) => index + 1).join(" and ")} of the decision “${this.label}” ${what}.`, "Mend the rules, or choose another hit policy.");
  }
}

/** Sums keep decimal digits: 0.1 + 0.2 is 0.3. */
const AGGREGATE: Readonly<Record<Exclude<Aggregation, "count">, (values: readonly number[]) => number>> = {
  sum(values) {
    const scale = 10 ** Math.min(12, Math.max(...values.map((value) => (String(value).split(".")[1] ?? "").length)));
    return values.reduce((total, value) => total + Math.round(value * scale), 0) / scale;
  },
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
};
