"use client";
import { textUi } from "../../../components/fields/kinds/text";

export const { Control, Cell, FilterInput } = textUi({ type: "tel", inputMode: "tel", href: (value) => `tel:${value.replace(/[^\d+]/g, "")}` });
