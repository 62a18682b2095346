/** code: source text in a language (SQL, JSON, FEEL …), with its spaces and line breaks; only CR LF becomes LF. */
import { ok } from "../field";
import { maskAll } from "../families/plain-text";
import { textType } from "../families/text-type";

export interface CodeOptions {
  /** Language for colouring. Default "text". */
  readonly language?: string;
  /** Characters. Default 65,536. */
  readonly maxLength?: number;
}

const MAX_LENGTH = 65_536;
/** Greatest length for these options. */
export const codeLimit = (options: CodeOptions): number => options.maxLength ?? MAX_LENGTH;

export const code = textType<CodeOptions>({
  name: "code", icon: "code", label: "Code", groupable: false, sortable: false,
  limit: codeLimit,
  check: (text) => ok(text),
  schema: (options) => ({ maxLength: codeLimit(options) }),
  mask: maskAll,
});
