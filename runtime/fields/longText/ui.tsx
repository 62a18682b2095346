"use client";
import { longTextUi } from "../../../components/fields/kinds/text";

export const { Control, Cell, FilterInput } = longTextUi();
