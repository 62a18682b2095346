"use client";
export { ChildrenControl as Control, ChildrenCell as Cell } from "../../../components/fields/kinds/children";
export { NoFilter as FilterInput } from "../../../components/fields/kinds/special";
