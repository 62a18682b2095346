"use client";
export { AnyReferenceControl as Control, AnyReferenceFilter as FilterInput } from "../../../components/fields/kinds/reference";
