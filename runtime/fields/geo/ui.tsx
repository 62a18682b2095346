"use client";
export { GeoControl as Control, GeoFilter as FilterInput } from "../../../components/fields/kinds/composite";
