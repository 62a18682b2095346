"use client";
export { RatingCell as Cell } from "../../../components/fields/kinds/rating-cell";
