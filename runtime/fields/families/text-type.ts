/** What the text-like types have in common: one text column, the text operators, masks. A type says how a text is checked. */
import { defineField, type FieldTraits, type FieldType, type Parsed } from "../field";
import { cleanText, maskText, parseTextOperand } from "./plain-text";
import { textOperators } from "./text";
import type { OperandParser } from "./operator";

export interface TextTypeSpec<O extends object> {
  readonly name: string;
  readonly icon: string;
  readonly label: string;
  readonly groupable: boolean;
  readonly sortable?: boolean;
  /** Checks a clean text that is not empty and gives the stored form. */
  check(text: string, options: O): Parsed<string>;
  /** Greatest length taken before `check`. */
  limit(options: O): number;
  /** Stored form of an operand of eq and in, when it differs from the operand as written. */
  readonly operand?: OperandParser<string, O>;
  readonly fragment?: OperandParser<string, O>;
  checkOptions?: FieldType<string, O>["checkOptions"];
  schema(options: O): Record<string, unknown>;
  format?(value: string, options: O): string;
  mask?(value: string | null): string | null;
  masking?: FieldTraits<O>["masking"];
}

export function textType<O extends object>(spec: TextTypeSpec<O>): FieldType<string, O> {
  const parse = (input: unknown, options: O): Parsed<string> => {
    const cleaned = cleanText(input, spec.limit(options));
    return cleaned.ok && cleaned.value !== null ? spec.check(cleaned.value, options) : cleaned;
  };
  return defineField<string, O>({
    name: spec.name,
    icon: spec.icon,
    label: spec.label,
    storage: "columns",
    sortable: spec.sortable ?? true,
    groupable: spec.groupable,
    searchable: true,
    measures: ["count"],
    operators: textOperators<string, O>({ parse: spec.operand ?? parseTextOperand, parseFragment: spec.fragment ?? parseTextOperand, text: (value) => value }),
    checkOptions: spec.checkOptions,
    apiSchema: (options) => ({ type: "string", ...spec.schema(options) }),
    parse,
    isEmpty: (value) => value === null || value === "",
    toText: (value) => value ?? "",
    fromText: parse,
    format: (value, options) => (value === null ? "" : (spec.format?.(value, options) ?? value)),
    equals: (a, b) => a === b,
    mask: spec.mask ?? maskText,
    feel: "text",
    ...(spec.masking ? { traits: { masking: spec.masking } } : {}),
  });
}
