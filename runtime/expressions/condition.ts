/**
 * Conditions: the waist of the product. One JSON tree is used by list filters, row rules, form rules and branches.
 *
 * - *tree*: `all` / `any` / `not` over leaves; `{}` is not a condition; empty `all` is true, empty `any` is false.
 * - *leaf*: `{ field, op, value }`. `field` is a path through many-to-one relations ("account.owner.name");
 *   a hop that is empty or invisible makes the value empty (null).
 * - *operand*: a literal, or `{ user }`, `{ now }`, `{ param }`, `{ field }` resolved when the condition is used.
 *   An operand that resolves to nothing makes the leaf false (deny by default), whatever the operator.
 * - *some*: `{ some: "lines", where: tree }` is true when a related record of a to-many field fulfils the tree.
 * - *backward relation*: `{ some: { entity: "deal", field: "organisation" }, where: tree }` reads a field of other records from its far end:
 *   true when a deal that names this record fulfils the tree. Only the database can tell, so it stands in filters, rights and notifications.
 *
 * Logic is two-valued: a comparison with an empty value is false, `ne`/`notIn` are exactly `not eq` / `not in`.
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | Some
  | Leaf;

export interface Some {
  readonly some: Relation;
  readonly where: Condition;
}

/** Name of a to-many field of the record, or a field of other records that leads to it. */
export type Relation = string | BackwardRelation;

export interface BackwardRelation {
  readonly entity: string;
  readonly field: string;
  /** References that lead to the record the others name; only in rights that line items have from their parent. */
  readonly behind?: string;
}

export interface Leaf {
  readonly field: string;
  readonly op: string;
  readonly value?: Operand;
}

export type Literal = string | number | boolean | null | readonly (string | number | boolean)[] | { readonly amount: number; readonly currency: string };

export type Operand =
  | Literal
  /** Of the caller: id (uuid), teams, units, unitTree (uuid lists), roles (names). */
  | { readonly user: "id" | "teams" | "units" | "unitTree" | "roles" }
  /** Now, moved by an ISO 8601 duration: `{ "now": "-P1D" }`, `{ "now": "PT0S" }`. */
  | { readonly now: string }
  /** A named parameter given at use (action parameters, process variables). */
  | { readonly param: string }
  /** Another field of the same record. */
  | { readonly field: string };

/** Greatest depth and leaf count accepted at the door; published in docs/limits.md. */
export const CONDITION_LIMITS = { depth: 8, leaves: 100, listItems: 500, pathHops: 4 } as const;

export function isLeaf(condition: Condition): condition is Leaf {
  return "field" in condition;
}

/** Calls `visit` for each leaf and `some`, depth first. */
export function walkCondition(condition: Condition, visit: (node: Leaf | Some) => void): void {
  if ("all" in condition) for (const child of condition.all) walkCondition(child, visit);
  else if ("any" in condition) for (const child of condition.any) walkCondition(child, visit);
  else if ("not" in condition) walkCondition(condition.not, visit);
  else {
    visit(condition);
    if ("some" in condition) walkCondition(condition.where, visit);
  }
}

/** Path of the record's own fields that a node reads; undefined for a backward relation. */
export function ownPath(node: Leaf | Some): string | undefined {
  if (!("some" in node)) return node.field;
  return typeof node.some === "string" ? node.some : undefined;
}
