"use client";
export { AddressControl as Control, AddressFilter as FilterInput } from "../../../components/fields/kinds/composite";
