import { toTextColumn } from "../families/change";
import { textStorage } from "../families/text-storage";
import { LONG_TEXT_MAX_LENGTH, type LongTextOptions } from "./field";

export const longTextStorage = textStorage<LongTextOptions>((from, options) => toTextColumn(from, "long text", options.maxLength ?? LONG_TEXT_MAX_LENGTH, "end"));
