"use client";
import { fileUi } from "../../../components/fields/kinds/file";

export const { Control, Cell, FilterInput } = fileUi({ pictures: true });
