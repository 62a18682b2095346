"use client";
export { ComputedCell as Cell } from "../../../components/fields/kinds/computed-cell";
