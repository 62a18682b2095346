import type { ProcessDefinition } from "../definition/types";
import type { Problem } from "./problem";
export const checkProcess = (_definition: ProcessDefinition): readonly Problem[] => [];
