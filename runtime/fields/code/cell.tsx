"use client";
export { CodeCell as Cell } from "../../../components/fields/kinds/code-cell";
