"use client";
export { ReferenceCell as Cell } from "../../../components/fields/kinds/reference-cell";
