/** How elements of a process are called on the screen. */
import type { ProcessNode } from "../../runtime/workflow/definition/types";
import type { MessageKey } from "../i18n/messages";
import type { Translate } from "../i18n/provider";

export const typeName = (t: Translate, type: ProcessNode["type"]): string => t(`designer.node.${type}` as MessageKey);
/** Its own words, or those of its type. */
export const stepName = (t: Translate, node: Pick<ProcessNode, "label" | "type">): string => node.label || typeName(t, node.type);
