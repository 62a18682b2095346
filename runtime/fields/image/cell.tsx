"use client";
import { fileCell } from "../../../components/fields/kinds/file-cell";

export const Cell = fileCell({ pictures: true });
