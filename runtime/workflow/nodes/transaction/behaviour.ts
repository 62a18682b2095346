import { subProcess } from "../../engine/sub-process";

export const transactionBehaviour = subProcess();
