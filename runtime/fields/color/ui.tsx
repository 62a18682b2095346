"use client";
export { ColorControl as Control, ColorCell as Cell, ColorFilter as FilterInput } from "../../../components/fields/kinds/special";
