"use client";
export { ReferenceControl as Control, ReferenceCell as Cell, ReferenceFilter as FilterInput } from "../../../components/fields/kinds/reference";
