"use client";
export { NumberCell as Cell } from "../../../components/fields/kinds/common";
