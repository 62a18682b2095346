"use client";
export { CodeCell as Cell } from "../../../components/fields/kinds/text-cells";
