"use client";
export { ChoiceCell as Cell } from "../../../components/fields/kinds/choice-cells";
