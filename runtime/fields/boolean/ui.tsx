"use client";
export { BooleanControl as Control, BooleanCell as Cell, BooleanFilter as FilterInput } from "../../../components/fields/kinds/boolean";
