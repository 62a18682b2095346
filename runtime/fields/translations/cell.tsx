"use client";
export { TextCell as Cell } from "../../../components/fields/kinds/common";
