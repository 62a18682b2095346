"use client";
import { linkCell, webHref } from "../../../components/fields/kinds/text-cells";

export const Cell = linkCell(webHref);
