"use client";
export { JsonControl as Control, JsonCell as Cell, NoFilter as FilterInput } from "../../../components/fields/kinds/special";
