"use client";
export { MarkdownCell as Cell } from "../../../components/fields/kinds/rich-cells";
