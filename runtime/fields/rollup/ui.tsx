"use client";
export { NoControl as Control } from "../../../components/fields/kinds/common";
export { ComputedFilter as FilterInput } from "../../../components/fields/kinds/computed";
