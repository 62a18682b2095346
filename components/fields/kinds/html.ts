import DOMPurify from "dompurify";
import { marked } from "marked";

const TAGS = ["a", "b", "blockquote", "br", "code", "del", "div", "em", "h1", "h2", "h3", "h4", "hr", "i", "li", "ol", "p", "pre", "s", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul"];

/** HTML by people, cleaned for showing: text, links and lists; no script, style, frame, form, picture or event handler. */
export function cleanHtml(html: string): string {
  return DOMPurify.sanitize(html, { ALLOWED_TAGS: TAGS, ALLOWED_ATTR: ["href", "colspan", "rowspan"], ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|\/(?!\/)|#)/i });
}

/** Markdown as clean HTML. */
export function markdownHtml(text: string): string {
  return cleanHtml(marked.parse(text, { async: false, gfm: true, breaks: true }));
}
