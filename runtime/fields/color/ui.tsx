"use client";
export { ColorControl as Control, ColorFilter as FilterInput } from "../../../components/fields/kinds/special";
