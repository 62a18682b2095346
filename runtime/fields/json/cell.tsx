"use client";
export { JsonCell as Cell } from "../../../components/fields/kinds/special-cells";
