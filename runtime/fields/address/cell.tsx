"use client";
export { AddressCell as Cell } from "../../../components/fields/kinds/composite-cells";
