"use client";
export { MoneyControl as Control, MoneyFilter as FilterInput } from "../../../components/fields/kinds/number";
