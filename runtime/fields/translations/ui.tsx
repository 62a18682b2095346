"use client";
export { NoControl as Control } from "../../../components/fields/kinds/common";
export { NoFilter as FilterInput } from "../../../components/fields/kinds/special";
