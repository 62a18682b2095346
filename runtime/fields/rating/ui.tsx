"use client";
export { RatingControl as Control, RatingCell as Cell, RatingFilter as FilterInput } from "../../../components/fields/kinds/number";
