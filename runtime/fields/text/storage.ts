import { toTextColumn } from "../families/change";
import { textStorage as storage } from "../families/text-storage";
import { TEXT_MAX_LENGTH, type TextOptions } from "./field";

export const textStorage = storage<TextOptions>((from, options) => toTextColumn(from, "text", options.maxLength ?? TEXT_MAX_LENGTH, "both"));
