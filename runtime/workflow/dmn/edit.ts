/** Commands of the table editor: each takes a decision and gives the changed one. Columns are counted from the left: inputs, outputs, then the note of the rule. */
import { patched } from "../edit/elements";
import type { DecisionDefinition, DecisionInput, DecisionOutput, DecisionRule } from "./decision";

export type ColumnKind = "inputs" | "outputs";

export const newDecision = (name: string, label: string): DecisionDefinition => ({
  id: name, name, label, hitPolicy: "first", inputs: [{ id: "input1", formula: "value" }], outputs: [{ id: "output1", name: "result" }], rules: [{ id: "rule1" }],
});

/** What a cell says; an empty text says nothing. */
export function cellOf({ inputs, outputs }: DecisionDefinition, rule: DecisionRule, column: number): string {
  if (column < inputs.length) return rule.when?.[inputs[column]!.id] ?? "";
  if (column < inputs.length + outputs.length) return rule.then?.[outputs[column - inputs.length]!.id] ?? "";
  return rule.description ?? "";
}

export function setCell(decision: DecisionDefinition, row: number, column: number, text: string): DecisionDefinition {
  const { inputs, outputs } = decision;
  const value = text.trim() === "" ? undefined : text;
  return withRule(decision, row, (rule) => {
    if (column >= inputs.length + outputs.length) return patched(rule, { description: value });
    const key = column < inputs.length ? "when" : "then";
    const cells = patched((rule[key] ?? {}) as Record<string, string>, { [column < inputs.length ? inputs[column]!.id : outputs[column - inputs.length]!.id]: value });
    return patched(rule, { [key]: Object.keys(cells).length > 0 ? cells : undefined });
  });
}

const withRule = (decision: DecisionDefinition, row: number, change: (rule: DecisionRule) => DecisionRule): DecisionDefinition => ({ ...decision, rules: decision.rules.map((rule, at) => (at === row ? change(rule) : rule)) });

const freeId = (taken: readonly { readonly id: string }[], base: string): string => {
  for (let number = taken.length + 1; ; number++) if (!taken.some(({ id }) => id === `${base}${number}`)) return `${base}${number}`;
};

/** A rule with nothing in it, or what another says, in a row. */
export function addRule(decision: DecisionDefinition, row: number, like?: DecisionRule): DecisionDefinition {
  const rule = { ...like, id: freeId(decision.rules, "rule") };
  return { ...decision, rules: [...decision.rules.slice(0, row), rule, ...decision.rules.slice(row)] };
}

export const removeRule = (decision: DecisionDefinition, row: number): DecisionDefinition => ({ ...decision, rules: decision.rules.filter((_, at) => at !== row) });
export const moveRule = (decision: DecisionDefinition, row: number, by: -1 | 1): DecisionDefinition => ({ ...decision, rules: swapped(decision.rules, row, row + by) });

function swapped<T>(list: readonly T[], a: number, b: number): readonly T[] {
  if (a < 0 || b < 0 || a >= list.length || b >= list.length) return list;
  return list.map((item, at) => (at === a ? list[b]! : at === b ? list[a]! : item));
}

export function addColumn(decision: DecisionDefinition, kind: ColumnKind): DecisionDefinition {
  if (kind === "inputs") return { ...decision, inputs: [...decision.inputs, { id: freeId(decision.inputs, "input"), formula: freeId(decision.inputs.map(({ formula }) => ({ id: formula })), "value") }] };
  return { ...decision, outputs: [...decision.outputs, { id: freeId(decision.outputs, "output"), name: freeId(decision.outputs.map(({ name }) => ({ id: name })), "result") }] };
}

/** A column with its cells; the last output stays, as a table says something. */
export function removeColumn(decision: DecisionDefinition, kind: ColumnKind, index: number): DecisionDefinition {
  const gone = decision[kind][index]?.id;
  if (gone === undefined || (kind === "outputs" && decision.outputs.length === 1)) return decision;
  const key = kind === "inputs" ? "when" : "then";
  const rules = decision.rules.map((rule) => {
    const cells = patched((rule[key] ?? {}) as Record<string, string>, { [gone]: undefined });
    return patched(rule, { [key]: Object.keys(cells).length > 0 ? cells : undefined });
  });
  return { ...decision, [kind]: decision[kind].filter((_, at) => at !== index), rules };
}

export const moveColumn = (decision: DecisionDefinition, kind: ColumnKind, index: number, by: -1 | 1): DecisionDefinition =>
  kind === "inputs" ? { ...decision, inputs: swapped(decision.inputs, index, index + by) } : { ...decision, outputs: swapped(decision.outputs, index, index + by) };

type Undone<T> = { readonly [K in keyof T]?: T[K] | undefined };
export const setInput = (decision: DecisionDefinition, index: number, change: Undone<Omit<DecisionInput, "id">>): DecisionDefinition => ({ ...decision, inputs: decision.inputs.map((one, at) => (at === index ? patched(one, change) : one)) });
export const setOutput = (decision: DecisionDefinition, index: number, change: Undone<Omit<DecisionOutput, "id">>): DecisionDefinition => ({ ...decision, outputs: decision.outputs.map((one, at) => (at === index ? patched(one, change) : one)) });

/** Cells of a spreadsheet as it gives them to the clipboard: tabs, lines, cells with line breaks in quotes. */
export function cellsOfText(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, sign, quoted, plain] of text.replace(/\r\n?/g, "\n").replace(/\n$/, "").matchAll(/([\t\n]|^)(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))/g)) {
    if (sign === "\n") rows.push([]);
    rows[rows.length - 1]!.push((quoted?.includes("\n") || quoted?.includes("\t") || quoted?.includes('""') ? quoted.replaceAll('""', '"') : quoted !== undefined ? `"${quoted}"` : (plain ?? "")).trim());
  }
  return rows;
}

/** Puts cells in from a place on; rules that are missing are added, cells beyond the last column are left out. */
export function pasteCells(decision: DecisionDefinition, row: number, column: number, cells: readonly (readonly string[])[]): DecisionDefinition {
  const width = decision.inputs.length + decision.outputs.length + 1;
  return cells.reduce((now, line, down) => {
    const there = row + down < now.rules.length ? now : addRule(now, now.rules.length);
    return line.slice(0, width - column).reduce((table, text, right) => setCell(table, row + down, column + right, text), there);
  }, decision);
}
