import { subProcess } from "../../engine/sub-process";

export const subProcessBehaviour = subProcess();
