"use client";
export { RichTextCell as Cell } from "../../../components/fields/kinds/rich-cells";
