/** Expressions: conditions (JSON trees) and their JS interpreter. Formulas live in ./formula. Browser-safe. */
export * from "./condition";
export * from "./operand";
export * from "./evaluate";
