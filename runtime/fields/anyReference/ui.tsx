"use client";
export { AnyReferenceControl as Control, ReferenceCell as Cell, AnyReferenceFilter as FilterInput } from "../../../components/fields/kinds/reference";
