"use client";
export { AddressControl as Control, AddressCell as Cell, AddressFilter as FilterInput } from "../../../components/fields/kinds/composite";
