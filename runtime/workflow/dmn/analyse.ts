/**
 * What rules say together: which of them fit at the same time, which never count, and for which values none fits. Only where it can be
 * decided: columns whose tests compare with plain values. Each column is cut at those values into *slices* on which every test is either
 * true or false as a whole.
 */
import { compileUnaryTests, parseUnaryTests, toFeel, type FeelValue, type Node } from "../../expressions/formula";
import { isAnything } from "./compile";
import type { DecisionDefinition } from "./decision";

export type Finding =
  /** Rules (by place) that fit at the same time, which the hit policy does not allow. */
  | { readonly kind: "overlap"; readonly rules: readonly [number, number] }
  /** A rule that never counts, since an earlier one fits whenever it does. */
  | { readonly kind: "hidden"; readonly rules: readonly [number, number] }
  /** Values for which no rule fits: a test by input id, left out where any value will do. */
  | { readonly kind: "gap"; readonly when: Readonly<Record<string, string>> };

/** Published in docs/limits.md. */
export const ANALYSIS_LIMITS = {
  /** Rules of a decision that are compared with each other. */
  rules: 300,
  /** Combinations of values looked at for gaps. */
  combinations: 20_000,
  /** Findings of one kind that are told. */
  findings: 5,
} as const;

interface Slice {
  readonly value: FeelValue;
  readonly low: string | undefined;
  readonly high: string | undefined;
  /** A single value, not what lies between two. */
  readonly point: boolean;
}

interface Column {
  readonly id: string;
  readonly slices: readonly Slice[];
  /** For each rule: is its test true on each slice? */
  readonly fits: readonly (readonly boolean[])[];
}

export function analyseDecision(decision: DecisionDefinition): readonly Finding[] {
  if (decision.rules.length > ANALYSIS_LIMITS.rules || decision.inputs.length === 0) return [];
  const columns = decision.inputs.map((_, index) => columnOf(decision, index));
  const decided = columns.filter((column) => column !== undefined);
  if (decided.length < columns.length) return [];
  const policy = decision.hitPolicy ?? "unique";
  const single = policy === "unique" || policy === "any" || policy === "first" || policy === "priority";
  const hasDefault = decision.outputs.every((output) => output.default !== undefined);
  return [...pairs(decision, decided, policy), ...(single && !hasDefault ? gaps(decision, decided) : [])];
}

function pairs({ rules, outputs }: DecisionDefinition, columns: readonly Column[], policy: string): readonly Finding[] {
  const found: Finding[] = [];
  const says = (at: number): string => JSON.stringify(outputs.map(({ id }) => rules[at]!.then?.[id]?.trim() ?? ""));
  for (let b = 1; b < rules.length; b++) for (let a = 0; a < b; a++) {
    const meet = columns.every(({ fits }) => fits[a]!.some((one, at) => one && fits[b]![at]!));
    if (!meet) continue;
    if (policy === "unique" || (policy === "any" && says(a) !== says(b))) found.push({ kind: "overlap", rules: [a, b] });
    else if (policy === "first" && columns.every(({ fits }) => fits[b]!.every((one, at) => !one || fits[a]![at]!))) found.push({ kind: "hidden", rules: [a, b] });
    if (found.length >= ANALYSIS_LIMITS.findings) return found;
  }
  return found;
}

function gaps({ rules }: DecisionDefinition, columns: readonly Column[]): readonly Finding[] {
  const found: Finding[] = [];
  let budget: number = ANALYSIS_LIMITS.combinations;
  const look = (left: readonly number[], at: number, when: Readonly<Record<string, string>>): void => {
    if (found.length >= ANALYSIS_LIMITS.findings || budget-- <= 0) return;
    if (left.length === 0) return void found.push({ kind: "gap", when });
    const column = columns[at];
    if (!column) return;
    for (const run of runsOf(column, left)) look(run.rules, at + 1, run.text === undefined ? when : { ...when, [column.id]: run.text });
  };
  look(rules.map((_, at) => at), 0, {});
  return budget > 0 || found.length > 0 ? found : [];
}

/** Neighbouring slices on which the same rules fit, in words. */
function runsOf({ slices, fits }: Column, left: readonly number[]): readonly { readonly rules: readonly number[]; readonly text: string | undefined }[] {
  const runs: { rules: readonly number[]; first: Slice; last: Slice; all: boolean }[] = [];
  slices.forEach((slice, at) => {
    const rules = left.filter((rule) => fits[rule]![at]);
    const before = runs.at(-1);
    if (before && before.rules.join() === rules.join() && before.last.high !== undefined && slice.low !== undefined) before.last = slice;
    else runs.push({ rules, first: slice, last: slice, all: false });
  });
  return runs.map(({ rules, first, last }) => ({ rules, text: slices.length > 0 && first === slices[0] && last === slices.at(-1) ? undefined : textOf(first, last) }));
}

const ENDLESS = "∞";

function textOf(first: Slice, last: Slice): string {
  const [low, high] = [first.low!, last.high!];
  if (first.low === undefined || last.high === undefined) return String(first.value ?? "null");
  if (low === high) return low;
  if (low === ENDLESS && high === ENDLESS) return "-";
  if (low === ENDLESS) return `${last.point ? "<=" : "<"} ${high}`;
  if (high === ENDLESS) return `${first.point ? ">=" : ">"} ${low}`;
  return `${first.point ? "[" : "("}${low}..${high}${last.point ? "]" : ")"}`;
}

type Literal = { readonly kind: "number" | "text" | "boolean" | "date"; readonly value: number | string | boolean };

function columnOf({ inputs, rules }: DecisionDefinition, index: number): Column | undefined {
  const { id, allowed } = inputs[index]!;
  const texts = rules.map((rule) => rule.when?.[id] ?? "-");
  const literals: Literal[] = [];
  for (const text of [...texts, allowed ?? "-"]) if (!isAnything(text) && !collect(text, literals)) return undefined;
  const cut = slicesOf(literals);
  const may = cut && holds(allowed ?? "-", cut);
  if (!cut || !may) return undefined;
  const slices = cut.filter((_, at) => may[at]);
  const fits = texts.map((text) => holds(text, slices));
  return fits.every((one) => one !== undefined) ? { id, slices, fits } : undefined;
}

const CONTEXT = { values: {}, now: new Date(0), timeZone: "UTC" };

function holds(text: string, slices: readonly Slice[]): readonly boolean[] | undefined {
  if (isAnything(text)) return slices.map(() => true);
  const made = compileUnaryTests(text, { names: {}, checkTypes: false });
  return made.ok ? slices.map(({ value }) => made.test.test(value, CONTEXT) === true) : undefined;
}

/** Notes the values a test compares with; false when it does more than compare. */
function collect(text: string, into: Literal[]): boolean {
  const parsed = parseUnaryTests(text);
  return parsed.ok && parsed.ast.tests.every((test) => visit(test, into, false));
}

function visit(node: Node, into: Literal[], ordered: boolean): boolean {
  switch (node.kind) {
    // Texts are compared by their letters, between which there is no middle.
    case "text": return !ordered && into.push({ kind: "text", value: node.value }) > 0;
    case "number": case "boolean": return into.push({ kind: node.kind, value: node.value }) > 0;
    case "test": return visit(node.value, into, node.op !== "=" && node.op !== "!=");
    case "range": return visit(node.low, into, true) && visit(node.high, into, true);
    case "list": return node.items.every((item) => visit(item, into, ordered));
    case "logic": return visit(node.left, into, ordered) && visit(node.right, into, ordered);
    case "input": return true;
    case "compare": return node.left.kind === "input" && visit(node.right, into, node.op !== "=" && node.op !== "!=");
    case "call": return isDate(node) && into.push({ kind: "date", value: node.args[0].value }) > 0;
    default: return false;
  }
}

const isDate = (node: Extract<Node, { kind: "call" }>): node is typeof node & { readonly args: readonly [Extract<Node, { kind: "text" }>] } =>
  node.target.kind === "name" && node.target.name === "date" && node.args.length === 1 && node.args[0]!.kind === "text" && /^\d{4}-\d{2}-\d{2}$/.test(node.args[0]!.value);

/** Undefined when values of several kinds are compared with. Without any value: one slice for everything. */
function slicesOf(literals: readonly Literal[]): readonly Slice[] | undefined {
  const kinds = new Set(literals.map(({ kind }) => kind));
  if (kinds.size === 0) return [{ value: null, low: ENDLESS, high: ENDLESS, point: false }];
  if (kinds.size > 1) return undefined;
  const [kind] = kinds;
  const single = (value: FeelValue): Slice => ({ value, low: undefined, high: undefined, point: true });
  if (kind === "boolean") return [single(true), single(false)];
  if (kind === "text") return [...[...new Set(literals.map(({ value }) => value as string))].map(single), single("…")];
  if (kind === "number") return line([...new Set(literals.map(({ value }) => value as number))], 0, (value) => value, String);
  const text = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
  return line([...new Set(literals.map(({ value }) => Date.parse(value as string) / 86_400_000))], 1, (day) => toFeel(text(day), { kind: "date" }), text);
}

/** Points and what lies between them; `step`: the least distance there is (days), 0 for none. */
function line(given: readonly number[], step: number, feel: (value: number) => FeelValue, text: (value: number) => string): readonly Slice[] {
  const values = [...given].sort((a, b) => a - b);
  const between = values.flatMap((value, at): Slice[] => {
    const next = values[at + 1];
    const point: Slice = { value: feel(value), low: text(value), high: text(value), point: true };
    if (next === undefined) return [point, { value: feel(value + 1), low: text(value), high: ENDLESS, point: false }];
    return step > 0 && next - value <= step ? [point] : [point, { value: feel(step > 0 ? value + step : (value + next) / 2), low: text(value), high: text(next), point: false }];
  });
  return [{ value: feel(values[0]! - 1), low: ENDLESS, high: text(values[0]!), point: false }, ...between];
}
