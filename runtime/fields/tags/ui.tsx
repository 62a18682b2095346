"use client";
export { TagsControl as Control, TagsFilter as FilterInput } from "../../../components/fields/kinds/choice";
