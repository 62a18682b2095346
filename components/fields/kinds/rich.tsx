"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "../../ui/badge";
import type { CellProps, ControlProps } from "../contract";
import { TextCell, textOf } from "./common";
import { longTextUi } from "./text";

const Waiting = () => <Skeleton className="h-24 w-full" />;
const RichEditor = dynamic(() => import("./rich-editor").then((module) => module.RichEditor), { ssr: false, loading: Waiting });
const HtmlView = dynamic(() => import("./html-view").then((module) => module.HtmlView), { ssr: false, loading: () => <Skeleton className="w-1/2" /> });

const plain = longTextUi({ rows: 6 });

export function RichTextControl(props: ControlProps) {
  return props.compact ? <plain.Control {...props} /> : <RichEditor {...props} />;
}

export function RichTextCell(props: CellProps) {
  const html = textOf(props.value);
  if (!html) return null;
  return props.compact ? <TextCell {...props} /> : <HtmlView html={html} />;
}

export const MarkdownControl = plain.Control;

export function MarkdownCell(props: CellProps) {
  const text = textOf(props.value);
  if (!text) return null;
  return props.compact ? <TextCell {...props} /> : <HtmlView markdown={text} />;
}

export const RichFilter = plain.FilterInput;
