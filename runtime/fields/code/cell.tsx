"use client";
import { longTextCell } from "../../../components/fields/kinds/text-cells";

export const Cell = longTextCell({ mono: true });
