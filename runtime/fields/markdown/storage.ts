import { toTextColumn } from "../families/change";
import { textStorage } from "../families/text-storage";
import { MARKDOWN_MAX_LENGTH, type MarkdownOptions } from "./field";

export const markdownStorage = textStorage<MarkdownOptions>((from, options) => toTextColumn(from, "Markdown", options.maxLength ?? MARKDOWN_MAX_LENGTH, "none"));
