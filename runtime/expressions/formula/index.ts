/** Formulas: FEEL text compiled to closures. Browser-safe; formula-sql.ts (kysely) is imported by its own path. */
export { compileFormula, compileUnaryTests, type Compiled, type Formula, type FormulaScope, type UnaryTest } from "./compile";
export { parseFormula, parseUnaryTests, type KnownNames, type Parsed } from "./parse";
export { compileLoosely, type FormulaFault } from "./loosely";
export { FORMULA_LIMITS, FormulaError, type FormulaIssue } from "./issues";
export type { FormulaContext } from "./frame";
export type { FormulaType, NameType } from "./types";
export { FeelFunction, FeelRange, kindOf, type FeelContext, type FeelList, type FeelValue } from "./values";
export { FeelDate, FeelDateTime, FeelTime, MonthsDuration, TimeDuration } from "./temporal";
export { toFeel } from "./coerce";
export { toJson, type Json } from "./to-json";
export type { Node } from "./ast";
