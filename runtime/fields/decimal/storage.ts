import { numericStorage } from "../families/numeric-storage";
import { decimalLimits, type DecimalOptions } from "./field";

export const decimalStorage = numericStorage<DecimalOptions>("decimal", decimalLimits);
