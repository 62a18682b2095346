"use client";
export { JsonControl as Control, NoFilter as FilterInput } from "../../../components/fields/kinds/special";
