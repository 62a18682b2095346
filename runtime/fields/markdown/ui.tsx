"use client";
export { MarkdownControl as Control, RichFilter as FilterInput } from "../../../components/fields/kinds/rich";
