"use client";
export { TextCell as Cell } from "../../../components/fields/kinds/common";
export { PersonNameControl as Control, TextOperandFilter as FilterInput } from "../../../components/fields/kinds/composite";
