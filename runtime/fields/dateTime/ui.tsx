"use client";
export { DateTimeControl as Control, TemporalCell as Cell, DateTimeFilter as FilterInput } from "../../../components/fields/kinds/temporal";
