"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "../../ui/badge";
import type { CellProps } from "../contract";
import { TextCell, textOf } from "./common";

const HtmlView = dynamic(() => import("./html-view").then((module) => module.HtmlView), { ssr: false, loading: () => <Skeleton className="w-1/2" /> });

export function RichTextCell(props: CellProps) {
  const html = textOf(props.value);
  if (!html) return null;
  return props.compact ? <TextCell {...props} /> : <HtmlView html={html} />;
}

export function MarkdownCell(props: CellProps) {
  const text = textOf(props.value);
  if (!text) return null;
  return props.compact ? <TextCell {...props} /> : <HtmlView markdown={text} />;
}
