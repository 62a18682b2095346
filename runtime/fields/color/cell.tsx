"use client";
export { ColorCell as Cell } from "../../../components/fields/kinds/special-cells";
