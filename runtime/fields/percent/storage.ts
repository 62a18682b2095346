import { numericStorage } from "../families/numeric-storage";
import { percentLimits, type PercentOptions } from "./field";

export const percentStorage = numericStorage<PercentOptions>("percent", percentLimits);
