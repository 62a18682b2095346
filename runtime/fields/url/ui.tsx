"use client";
import { textUi, webHref } from "../../../components/fields/kinds/text";

export const { Control, Cell, FilterInput } = textUi({ inputMode: "url", href: webHref });
