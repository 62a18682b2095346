"use client";
export { GeoCell as Cell } from "../../../components/fields/kinds/composite-cells";
