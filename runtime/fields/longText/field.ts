/** longText: paragraphs of plain text. */
import { ok } from "../field";
import { textType } from "../families/text-type";

export interface LongTextOptions {
  readonly maxLength?: number;
  /** Height of the control, in lines. */
  readonly rows?: number;
}

export const LONG_TEXT_MAX_LENGTH = 100_000;

export const longText = textType<LongTextOptions>({
  name: "longText",
  icon: "align-left",
  label: "Long text",
  groupable: false,
  sortable: false,
  limit: (options) => options.maxLength ?? LONG_TEXT_MAX_LENGTH,
  check: (given) => ok(given.trimEnd() || null),
  schema: (options) => ({ maxLength: options.maxLength ?? LONG_TEXT_MAX_LENGTH }),
});
