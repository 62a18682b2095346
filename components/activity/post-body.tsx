"use client";
import { useMemo } from "react";
import { postHtml } from "./markdown";

/** Shows the text of a post. Loaded lazily: DOMPurify and the Markdown reader are needed only here. */
export function PostBody({ body, people }: { body: string; people: readonly { readonly id: string; readonly title: string }[] }) {
  const html = useMemo(() => postHtml(body, people), [body, people]);
  return <div className="prose text-ink" dangerouslySetInnerHTML={{ __html: html }} />;
}
