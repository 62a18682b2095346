"use client";
export { GeoControl as Control, GeoCell as Cell, GeoFilter as FilterInput } from "../../../components/fields/kinds/composite";
