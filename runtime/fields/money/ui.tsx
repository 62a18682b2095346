"use client";
export { NumberCell as Cell } from "../../../components/fields/kinds/common";
export { MoneyControl as Control, MoneyFilter as FilterInput } from "../../../components/fields/kinds/number";
