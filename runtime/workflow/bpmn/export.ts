/** Process JSON → BPMN 2.0 XML, with what `extra` keeps of the file it came from. */
import type { ProcessDefinition } from "../definition/types";
import { withDrawing } from "../layout/layout";
import { applyExtras } from "./apply-patch";
import { emit } from "./emit";
import { patchOf } from "./patch";
import { METALOOM_NAMESPACE, NAMESPACE_OF_PREFIX } from "./xml";
import { writeXml } from "./xml-write";

const OURS: Readonly<Record<string, string>> = {
  bpmn: NAMESPACE_OF_PREFIX[""]!, bpmndi: NAMESPACE_OF_PREFIX["bpmndi:"]!, dc: NAMESPACE_OF_PREFIX["dc:"]!, di: NAMESPACE_OF_PREFIX["di:"]!, xsi: NAMESPACE_OF_PREFIX["xsi:"]!, metaloom: METALOOM_NAMESPACE,
};

/** Never fails for a document that fits its schema, correct process or not. What nobody has drawn is laid out, as other tools show only what is. */
export function exportBpmn(process: ProcessDefinition): string {
  const definition = process.nodes.length === 0 ? process : withDrawing(process);
  const present = (patchOf(definition.extra, undefined).children ?? []).map(([, element]) => element);
  const namespaces = (definition.extra?.namespaces ?? OURS) as Readonly<Record<string, string>>;
  return writeXml(applyExtras(emit(definition, present), (definition.extra?.given ?? []) as readonly string[]), namespaces);
}
