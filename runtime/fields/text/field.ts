/** text: one line or a few, at most 255 characters unless the options say otherwise; with a `format` its digits are checked. */
import { fail, ok, type Parsed } from "../field";
import { characters } from "../families/plain-text";
import { textType } from "../families/text-type";
import { checkFormat, type TextFormat } from "./formats";
import { compilePattern } from "./safe-pattern";

export interface TextOptions {
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly format?: TextFormat;
  readonly pattern?: string;
  /** Said to the user when the pattern does not match. */
  readonly patternHint?: string;
}

export const TEXT_MAX_LENGTH = 255;

function matchPattern(text: string, { pattern, patternHint }: TextOptions): Parsed<string> {
  if (pattern === undefined) return ok(text);
  const compiled = compilePattern(pattern);
  if (!compiled.ok) return compiled;
  return compiled.value!.test(text) ? ok(text) : fail("pattern", "The text does not have the expected form.", patternHint ?? `It must match the pattern ${pattern}.`);
}

export const text = textType<TextOptions>({
  name: "text",
  icon: "type",
  label: "Text",
  groupable: true,
  limit: (options) => options.maxLength ?? TEXT_MAX_LENGTH,
  check(given, options) {
    const trimmed = given.trim();
    if (trimmed === "") return ok<string>(null);
    const formatted = options.format ? checkFormat(options.format, trimmed) : ok(trimmed);
    if (!formatted.ok) return formatted;
    const length = characters(formatted.value!);
    if (options.minLength !== undefined && length < options.minLength) {
      return fail("tooShort", `The text has ${length} characters; at least ${options.minLength} are expected.`, "Write it out in full.");
    }
    return matchPattern(formatted.value!, options);
  },
  checkOptions(options) {
    const issues = [];
    const { minLength = 0, maxLength = TEXT_MAX_LENGTH, pattern } = options;
    if (minLength > maxLength) {
      issues.push({ pointer: "/minLength", code: "range", message: `minLength ${minLength} is above maxLength ${maxLength}.`, remedy: "Lower minLength or raise maxLength." });
    }
    const compiled = pattern === undefined ? undefined : compilePattern(pattern, maxLength);
    if (compiled && !compiled.ok) issues.push(...compiled.issues.map((issue) => ({ ...issue, pointer: "/pattern" })));
    return issues;
  },
  // A known number is stored without the separators that people write.
  masking: ({ format }) => (format ? "bare" : "exact"),
  schema: (options) => ({ maxLength: options.maxLength ?? TEXT_MAX_LENGTH, ...(options.minLength === undefined ? {} : { minLength: options.minLength }) }),
});
