"use client";
export { RichTextControl as Control, RichFilter as FilterInput } from "../../../components/fields/kinds/rich";
