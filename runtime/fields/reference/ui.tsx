"use client";
export { ReferenceControl as Control, ReferenceFilter as FilterInput } from "../../../components/fields/kinds/reference";
