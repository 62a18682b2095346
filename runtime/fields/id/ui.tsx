"use client";
import { textUi } from "../../../components/fields/kinds/text";

export const { Control, FilterInput } = textUi({ mono: true });
