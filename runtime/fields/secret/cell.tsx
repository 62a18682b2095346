"use client";
export { SecretCell as Cell } from "../../../components/fields/kinds/special-cells";
