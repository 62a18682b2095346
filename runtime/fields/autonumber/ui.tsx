"use client";
import { textUi } from "../../../components/fields/kinds/text";

const text = textUi({ mono: true });

export { NoControl as Control } from "../../../components/fields/kinds/common";
export const FilterInput = text.FilterInput;
