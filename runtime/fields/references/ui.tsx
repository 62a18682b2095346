"use client";
export { ReferencesControl as Control, ReferenceFilter as FilterInput } from "../../../components/fields/kinds/reference";
