"use client";
import { linkCell } from "../../../components/fields/kinds/text-cells";

export const Cell = linkCell((value) => `mailto:${value}`);
