"use client";
export { PersonNameControl as Control, TextOperandFilter as FilterInput } from "../../../components/fields/kinds/composite";
