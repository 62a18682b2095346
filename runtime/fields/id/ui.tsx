"use client";
import { textUi } from "../../../components/fields/kinds/text";

export const { Control, Cell, FilterInput } = textUi({ mono: true });
