"use client";
export { MultiSelectControl as Control, ChoiceCell as Cell, ChoiceFilter as FilterInput } from "../../../components/fields/kinds/choice";
