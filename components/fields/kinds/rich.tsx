"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "../../ui/badge";
import type { ControlProps } from "../contract";
import { longTextUi } from "./text";

const Waiting = () => <Skeleton className="h-24 w-full" />;
const RichEditor = dynamic(() => import("./rich-editor").then((module) => module.RichEditor), { ssr: false, loading: Waiting });

const plain = longTextUi({ rows: 6 });

export function RichTextControl(props: ControlProps) {
  return props.compact ? <plain.Control {...props} /> : <RichEditor {...props} />;
}

export const MarkdownControl = plain.Control;

export const RichFilter = plain.FilterInput;
