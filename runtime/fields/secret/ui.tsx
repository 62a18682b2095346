"use client";
export { SecretControl as Control, NoFilter as FilterInput } from "../../../components/fields/kinds/special";
