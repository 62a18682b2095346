"use client";
import { fileUi } from "../../../components/fields/kinds/file";

export const { Control, FilterInput } = fileUi({ pictures: true });
