"use client";
import { longTextUi } from "../../../components/fields/kinds/text";

export const { Control, FilterInput } = longTextUi({ mono: true, rows: 6 });
