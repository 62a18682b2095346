"use client";
export { ChildrenControl as Control } from "../../../components/fields/kinds/children";
export { NoFilter as FilterInput } from "../../../components/fields/kinds/special";
