"use client";
export { BooleanCell as Cell } from "../../../components/fields/kinds/boolean-cell";
