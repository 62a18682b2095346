"use client";
export { BooleanControl as Control, BooleanFilter as FilterInput } from "../../../components/fields/kinds/boolean";
