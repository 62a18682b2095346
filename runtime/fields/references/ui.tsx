"use client";
export { ReferencesControl as Control, ReferenceCell as Cell, ReferenceFilter as FilterInput } from "../../../components/fields/kinds/reference";
