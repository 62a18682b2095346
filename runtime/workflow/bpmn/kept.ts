/** What a process keeps of the file it came from and does not run; said again whenever it is opened. */
import type { Problem } from "../check/problem";
import type { ProcessDefinition } from "../definition/types";
import { exportBpmn } from "./export";
import { notRun } from "./not-run";
import { parseXml } from "./xml";

/** Read from its own export, as that is what holds all of it. */
export const keptOf = (definition: ProcessDefinition): readonly Problem[] => (definition.extra === undefined && !definition.artifacts?.length && !definition.nodes.some(({ extra }) => extra) ? [] : notRun(parseXml(exportBpmn(definition)).root));
