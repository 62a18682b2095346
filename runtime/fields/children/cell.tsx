"use client";
export { ChildrenCell as Cell } from "../../../components/fields/kinds/children-cell";
