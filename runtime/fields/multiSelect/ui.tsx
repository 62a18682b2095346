"use client";
export { MultiSelectControl as Control, ChoiceFilter as FilterInput } from "../../../components/fields/kinds/choice";
