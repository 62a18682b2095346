"use client";
export { DateTimeControl as Control, DateTimeFilter as FilterInput } from "../../../components/fields/kinds/temporal";
