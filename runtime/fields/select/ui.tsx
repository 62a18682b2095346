"use client";
export { SelectControl as Control, ChoiceCell as Cell, ChoiceFilter as FilterInput } from "../../../components/fields/kinds/choice";
