"use client";
export { TagsControl as Control, TagsCell as Cell, TagsFilter as FilterInput } from "../../../components/fields/kinds/choice";
