"use client";
import { numberUi } from "../../../components/fields/kinds/number";

export const { Control, FilterInput } = numberUi();
