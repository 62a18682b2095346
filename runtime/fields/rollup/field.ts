/**
 * rollup: a number (or date) over the records that belong to this one, kept right in the transaction that changes them.
 * Which records: a children field of this entity (`children`), or the records of `entity` whose reference `via` points here.
 * count and sum of no records are 0; min, max and avg of none are empty.
 */
import type { Condition } from "../../expressions/condition";
import type { FieldType, ValueIssue } from "../field";
import { delegateTo, derivedType, type Delegate, type ResultType, type ResultTypes } from "../families/derived";

export interface RollupOptions {
  /** Name of a children field of the same entity. */
  readonly children?: string;
  /** Without `children`: name of the entity whose records are counted … */
  readonly entity?: string;
  /** … and the name of its reference field that points here. */
  readonly via?: string;
  readonly function: "count" | "sum" | "min" | "max" | "avg";
  /** Field of those records; not for count. */
  readonly field?: string;
  /** Only those records that fulfil it. */
  readonly where?: Condition;
  /** Type of the value; count is always integer. Default decimal. */
  readonly result?: Exclude<ResultType, "text" | "boolean">;
  readonly precision?: number;
  readonly scale?: number;
}

export const rollupDelegate = (options: RollupOptions): Delegate => delegateTo(options.function === "count" ? "integer" : (options.result ?? "decimal"), options);

const issue = (pointer: string, message: string, remedy: string): ValueIssue => ({ pointer, code: "required", message, remedy });

/** What belongs together: one source, and a field for everything but count. */
function checkOptions(options: RollupOptions): readonly ValueIssue[] {
  const issues: ValueIssue[] = [];
  const source = options.children !== undefined;
  const other = options.entity !== undefined && options.via !== undefined;
  if (source === other || (source && (options.entity ?? options.via) !== undefined)) {
    issues.push(issue("", "A rollup needs one source of records.", "Give either `children`, or `entity` and `via` together."));
  }
  if (options.function !== "count" && options.field === undefined) {
    issues.push(issue("/field", `The function "${options.function}" needs a field.`, "Name a field of the records, or use count."));
  }
  return issues;
}

export const rollupType = (types: ResultTypes): FieldType<unknown, RollupOptions> =>
  derivedType<RollupOptions>({ name: "rollup", icon: "calculator", label: "Rollup", storage: "columns", types, delegate: rollupDelegate, checkOptions, traits: { computation: "rollup" } });
