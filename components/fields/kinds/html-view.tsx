"use client";
import { useMemo } from "react";
import { cleanHtml, markdownHtml } from "./html";

/** Shows cleaned HTML. Loaded lazily: DOMPurify and the Markdown reader are only needed where such a text is shown. */
export function HtmlView({ html, markdown }: { html?: string; markdown?: string }) {
  const clean = useMemo(() => (markdown !== undefined ? markdownHtml(markdown) : cleanHtml(html ?? "")), [html, markdown]);
  return <div className="prose" dangerouslySetInnerHTML={{ __html: clean }} />;
}
