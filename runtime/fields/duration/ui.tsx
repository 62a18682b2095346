"use client";
export { DurationControl as Control, DurationFilter as FilterInput } from "../../../components/fields/kinds/temporal";
