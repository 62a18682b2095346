/** What a file says wrongly as BPMN and our process JSON could not even express. Filled in below. */
import type { Problem } from "../check/problem";
import type { Element } from "./element";

export function checkBpmn(_root: Element, warnings: readonly { readonly message: string }[]): readonly Problem[] {
  return warnings.filter(({ message }) => !/unresolved reference/.test(message)).map(({ message }) => ({ code: "bpmn", severity: "warning", area: "structure", elements: [], message }));
}
