"use client";
export { MarkdownControl as Control, MarkdownCell as Cell, RichFilter as FilterInput } from "../../../components/fields/kinds/rich";
