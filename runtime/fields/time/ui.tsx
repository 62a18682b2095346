"use client";
export { TimeControl as Control, TemporalCell as Cell, TimeFilter as FilterInput } from "../../../components/fields/kinds/temporal";
