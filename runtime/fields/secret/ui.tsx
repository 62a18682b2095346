"use client";
export { SecretControl as Control, SecretCell as Cell, NoFilter as FilterInput } from "../../../components/fields/kinds/special";
