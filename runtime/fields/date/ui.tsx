"use client";
export { DateControl as Control, DateFilter as FilterInput } from "../../../components/fields/kinds/temporal";
