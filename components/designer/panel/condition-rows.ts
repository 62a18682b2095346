/**
 * Conditions as rows: variable, comparison, value, joined by "and" or by "or". They are written as FEEL and read back from it;
 * a formula that says more than rows can is left as text.
 */
import { parseFormula, type Node } from "../../../runtime/expressions/formula";
import type { Formula, Variable } from "../../../runtime/workflow/definition/types";

export const COMPARISONS = ["=", "!=", ">", ">=", "<", "<="] as const;
export type Comparison = (typeof COMPARISONS)[number];

export interface ConditionRow {
  /** Path of the variable: "amount", "record.stage". */
  readonly name: string;
  readonly op: Comparison;
  readonly value: string | number | boolean | null;
}

export interface ConditionRows {
  readonly join: "and" | "or";
  readonly rows: readonly ConditionRow[];
}

const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u;

/** Rows of a formula; undefined when it says more. Nothing is an empty list of rows. */
export function readRows(formula: Formula | undefined): ConditionRows | undefined {
  if (formula === undefined || formula.trim() === "") return { join: "and", rows: [] };
  const ast = parsed(formula);
  if (!ast) return undefined;
  const join = ast.kind === "logic" ? ast.op : "and";
  const rows = leaves(ast, join).map(rowOf);
  return rows.every((row) => row !== undefined) ? { join, rows: rows as ConditionRow[] } : undefined;
}

function parsed(formula: Formula): Node | undefined {
  const answer = parseFormula(formula);
  return answer.ok ? answer.ast : undefined;
}

const leaves = (node: Node, join: "and" | "or"): readonly Node[] => (node.kind === "logic" && node.op === join ? [...leaves(node.left, join), ...leaves(node.right, join)] : [node]);

function rowOf(node: Node): ConditionRow | undefined {
  const bare = pathOf(node);
  if (bare !== undefined) return { name: bare, op: "=", value: true };
  if (node.kind !== "compare") return undefined;
  const name = pathOf(node.left);
  const value = literalOf(node.right);
  return name !== undefined && value !== undefined && (COMPARISONS as readonly string[]).includes(node.op) ? { name, op: node.op as Comparison, value } : undefined;
}

function pathOf(node: Node): string | undefined {
  if (node.kind === "name") return node.name;
  if (node.kind !== "path") return undefined;
  const target = pathOf(node.target);
  return target === undefined ? undefined : `${target}.${node.name}`;
}

function literalOf(node: Node): ConditionRow["value"] | undefined {
  if (node.kind === "number" || node.kind === "text" || node.kind === "boolean") return node.value;
  if (node.kind === "null") return null;
  return node.kind === "negate" && node.operand.kind === "number" ? -node.operand.value : undefined;
}

/** FEEL text of the rows that name a variable; undefined when none does. */
export function writeRows({ join, rows }: ConditionRows): Formula | undefined {
  const parts = rows.filter((row) => IDENTIFIER.test(row.name)).map((row) => (row.value === true && row.op === "=" ? row.name : `${row.name} ${row.op} ${literal(row.value)}`));
  return parts.length > 0 ? parts.join(` ${join} `) : undefined;
}

const literal = (value: ConditionRow["value"]): string => (typeof value === "string" ? JSON.stringify(value) : String(value));

/** What a person typed, in the type of the variable. */
export function typedValue(text: string, type: Variable["type"]): ConditionRow["value"] {
  if (type === "number" && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  if (type === "boolean") return text === "true";
  if (type !== "text" && /^-?\d+(\.\d+)?$/.test(text.trim())) return Number(text);
  return text;
}
