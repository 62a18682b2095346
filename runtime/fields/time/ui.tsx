"use client";
export { TimeControl as Control, TimeFilter as FilterInput } from "../../../components/fields/kinds/temporal";
