/**
 * What a file says wrongly as BPMN 2.0 and our process JSON does not even know: references to nowhere or to the wrong kind of
 * element, flows that only one end knows, data that no set holds. The rules are those of the standard (chapters 8 to 13), each in
 * a line of `RULES`; what process JSON does know is checked by checkProcess.
 */
import type { Problem } from "../check/problem";
import { is, propertiesOf, type Element } from "./element";
import { RULES } from "./bpmn-rules";

export interface Warning {
  readonly message: string;
  readonly property?: string;
  readonly element?: Element;
}

export function checkBpmn(root: Element, warnings: readonly Warning[]): readonly Problem[] {
  const elements = everything(root);
  const found = elements.flatMap((element) => [
    ...wrongReferences(element),
    ...RULES.filter(({ of }) => is(element, ...of)).flatMap(({ check }) => check(element, elements) ?? []).map((message) => problem(message, element)),
  ]);
  return [...warnings.flatMap(fromWarning), ...found];
}

const problem = (message: string, element?: Element, severity: "error" | "warning" = "error"): Problem => ({ code: "bpmn", severity, area: "file", elements: element?.id === undefined ? [] : [element.id], message });

/** Types of data may be defined outside the file; everything else a file refers to is in it. */
const OUTSIDE = new Set(["bpmn:structureRef", "bpmn:implementationRef", "bpmn:structureDefinition"]);

function fromWarning({ message, property, element }: Warning): readonly Problem[] {
  if (property !== undefined) return OUTSIDE.has(property) ? [] : [problem(`The file refers to something that is not in it (${property.replace("bpmn:", "")}): ${message}.`, element)];
  return [problem(message.split("\n")[0]!, element, /duplicate/i.test(message) ? "error" : "warning")];
}

/** All elements of the model, outside in; diagrams are left alone. */
function everything(root: Element): readonly Element[] {
  const all: Element[] = [];
  const open: Element[] = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    all.push(element);
    for (const { ns: { localName: name }, isReference } of propertiesOf(element)) {
      const value: unknown = isReference || name === "diagrams" || name === "di" || !Object.hasOwn(element, name) ? undefined : element[name];
      for (const inner of Array.isArray(value) ? value : [value]) if (isElement(inner)) open.push(inner);
    }
  }
  return all;
}

const isElement = (value: unknown): value is Element => typeof value === "object" && value !== null && "$type" in value && String((value as Element).$type).startsWith("bpmn:");

interface Property {
  readonly ns: { readonly localName: string };
  readonly type: string;
  readonly isReference?: boolean;
}

function wrongReferences(element: Element): readonly Problem[] {
  return (propertiesOf(element) as unknown as readonly Property[]).flatMap(({ ns: { localName: name }, type, isReference }) => {
    if (!isReference || !type.startsWith("bpmn:")) return [];
    const value: unknown = element[name];
    return (Array.isArray(value) ? value : [value]).filter((target) => isElement(target) && !(target.$instanceOf as (type: string) => boolean)(type))
      .map((target: Element) => problem(`${name} of “${element.id ?? element.$type}” leads to “${target.id}”, which is of another kind (${target.$type.replace("bpmn:", "")}).`, element));
  });
}

