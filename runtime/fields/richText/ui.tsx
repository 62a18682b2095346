"use client";
export { RichTextControl as Control, RichTextCell as Cell, RichFilter as FilterInput } from "../../../components/fields/kinds/rich";
