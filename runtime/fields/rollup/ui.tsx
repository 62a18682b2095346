"use client";
export { NoControl as Control } from "../../../components/fields/kinds/common";
export { ComputedCell as Cell, ComputedFilter as FilterInput } from "../../../components/fields/kinds/computed";
