"use client";
export { DateControl as Control, TemporalCell as Cell, DateFilter as FilterInput } from "../../../components/fields/kinds/temporal";
