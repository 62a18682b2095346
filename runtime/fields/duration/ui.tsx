"use client";
export { DurationControl as Control, TemporalCell as Cell, DurationFilter as FilterInput } from "../../../components/fields/kinds/temporal";
