"use client";
export { SelectControl as Control, ChoiceFilter as FilterInput } from "../../../components/fields/kinds/choice";
