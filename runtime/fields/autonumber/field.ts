/**
 * autonumber: a readable number the product gives to each record, e.g. "D-2026-0042", unique in the entity. The gateway takes the
 * next value of the counter of `period(…)` inside the transaction of the new record and writes it by `renderNumber(…)`; nobody else writes it.
 */
import { defineField, fail, ok, type Parsed, type ValueIssue } from "../field";
import { cleanText, maskText, parseTextOperand } from "../families/plain-text";
import { textOperators } from "../families/text";
import { finestReset, RESETS, type Reset } from "./number";

export interface AutonumberOptions {
  /** Text with one counter "{0000}" and date parts {YYYY} {YY} {MM} {DD}. */
  readonly format: string;
  /** When the counter begins anew; by default as often as the date parts of the format change. */
  readonly reset?: Reset;
  /** First number of a period. Default 1. */
  readonly start?: number;
}

const MAX_LENGTH = 100;

const refused = (input: unknown): Parsed<string> =>
  input === null || input === "" ? ok<string>(null) : fail("readOnly", "The number is given by the product.", "Leave the field out.");

function checkOptions({ format, reset }: AutonumberOptions): readonly ValueIssue[] {
  if (reset === undefined || RESETS.indexOf(reset) <= RESETS.indexOf(finestReset(format))) return [];
  const remedy = `Show the date parts in the format, e.g. "{YYYY}{MM}-{0000}", or choose "${finestReset(format)}".`;
  return [{ pointer: "/reset", code: "ambiguous", message: `Numbers that begin anew each ${reset} would repeat, because the format does not show the ${reset}.`, remedy }];
}

export const autonumber = defineField<string, AutonumberOptions>({
  name: "autonumber", icon: "hash", label: "Number", storage: "columns",
  sortable: true, groupable: false, searchable: true, measures: ["count"],
  operators: textOperators<string, AutonumberOptions>({ parse: parseTextOperand, text: (value) => value }),
  checkOptions,
  apiSchema: () => ({ type: "string", readOnly: true, maxLength: MAX_LENGTH }),
  parse: refused,
  isEmpty: (value) => value === null || value === "",
  toText: (value) => value ?? "",
  /** Read, so that an exported file may be compared; `parse` still refuses to write it. */
  fromText: (text) => cleanText(text.trim(), MAX_LENGTH),
  format: (value) => value ?? "",
  equals: (a, b) => a === b,
  mask: maskText,
  feel: "text",
  traits: { computed: true, computation: "counter" },
});
