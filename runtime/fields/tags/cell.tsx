"use client";
export { TagsCell as Cell } from "../../../components/fields/kinds/choice-cells";
