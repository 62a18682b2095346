/** markdown: text with Markdown marks, kept as written; whoever shows it renders and sanitises it. */
import { ok } from "../field";
import { textType } from "../families/text-type";

export interface MarkdownOptions {
  readonly maxLength?: number;
}

export const MARKDOWN_MAX_LENGTH = 100_000;

export const markdown = textType<MarkdownOptions>({
  name: "markdown",
  icon: "file-text",
  label: "Markdown",
  groupable: false,
  sortable: false,
  limit: (options) => options.maxLength ?? MARKDOWN_MAX_LENGTH,
  check: (given) => ok(given.trim() === "" ? null : given),
  schema: (options) => ({ maxLength: options.maxLength ?? MARKDOWN_MAX_LENGTH, contentMediaType: "text/markdown" }),
});
