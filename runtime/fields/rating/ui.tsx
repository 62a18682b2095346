"use client";
export { RatingControl as Control, RatingFilter as FilterInput } from "../../../components/fields/kinds/number";
