/** Order of the elements in an element, as the schema of BPMN wants it. What is not named here stays in the middle, in the order it has. */
const FIRST = [
  "di:extension", "documentation", "extensionElements", "import", "extension", "auditing", "monitoring", "categoryValueRef", "incoming", "outgoing", "ioSpecification", "ioBinding", "property", "dataInput", "dataOutput",
  "dataInputAssociation", "dataOutputAssociation", "inputSet", "outputSet", "resourceRole", "performer", "humanPerformer", "potentialOwner", "standardLoopCharacteristics", "multiInstanceLoopCharacteristics", "laneSet",
];
const LAST = ["flowNodeRef", "childLaneSet", "association", "group", "textAnnotation", "messageFlowAssociation", "script", "rendering", "completionCondition", "bpmndi:BPMNLabel", "correlationSubscription", "supports", "bpmndi:BPMNDiagram", "relationship"];

const RANKS: ReadonlyMap<string, number> = new Map([...FIRST.map((name, index) => [name, index] as const), ...LAST.map((name, index) => [name, 200 + index] as const)]);
const MIDDLE = 100;
/** Elements that may be mixed among themselves. */
const EQUAL: Readonly<Record<string, string>> = { humanPerformer: "resourceRole", performer: "resourceRole", potentialOwner: "resourceRole", group: "association", textAnnotation: "association", dataOutput: "dataInput", outputSet: "inputSet" };

/** Small numbers first. People who answer for a whole process come after its elements. */
export function rank(name: string, parent: string): number {
  const known = EQUAL[name] ?? name;
  if (parent === "process" && known === "resourceRole") return 250;
  return RANKS.get(known) ?? MIDDLE;
}
