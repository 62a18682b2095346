/** Signs inside of events and gateways of an exported picture, around (0, 0), as BPMN draws them. */
import type { ProcessNode } from "../../runtime/workflow/definition/types";
import type { TriggerType } from "../../runtime/workflow/triggers/options";

const GATEWAYS: Readonly<Partial<Record<ProcessNode["type"], string>>> = {
  exclusiveGateway: "M-6,-6 6,6M6,-6 -6,6", parallelGateway: "M0,-9 0,9M-9,0 9,0", complexGateway: "M0,-9 0,9M-9,0 9,0M-6,-6 6,6M6,-6 -6,6",
};

const TRIGGERS: Readonly<Partial<Record<TriggerType, string>>> = {
  timer: "M-8,0a8,8 0 1,0 16,0a8,8 0 1,0 -16,0M0,-5 0,0 4,2", message: "M-8,-5h16v10h-16zM-8,-5 0,1 8,-5", signal: "M0,-8 8,6 -8,6z", conditional: "M-6,-8h12v16h-12zM-3,-4h6M-3,0h6M-3,4h6",
  error: "M-7,7 -3,-6 3,3 7,-7 3,6 -3,-3z", escalation: "M0,-8 6,7 0,1 -6,7z", compensation: "M-1,-6v12l-7,-6zM7,-6v12l-7,-6z", link: "M-8,-3h9v-4l7,7 -7,7v-4h-9z", cancel: "M-6,-6 6,6M6,-6 -6,6",
};

const stroked = (path: string, ink: string, width: number, fill = "none"): string => `<path d="${path}" fill="${fill}" stroke="${ink}" stroke-width="${width}" stroke-linejoin="round"/>`;

/** What kind of gateway it is. */
export function gatewaySign({ type }: ProcessNode, ink: string): string {
  const path = GATEWAYS[type];
  if (path) return stroked(path, ink, 2.5);
  const circle = `<circle r="9" fill="none" stroke="${ink}" stroke-width="${type === "inclusiveGateway" ? 2.5 : 1.2}"/>`;
  return type === "eventBasedGateway" ? `${circle}${stroked("M0,-5 4.8,-1.5 3,4 -3,4 -4.8,-1.5z", ink, 1.2)}` : circle;
}

/** What an event waits for or says; what is said is filled. */
export function triggerSign({ triggers = [] }: ProcessNode, isSaid: boolean, ink: string): string {
  const [only, ...more] = triggers;
  if (!only) return "";
  if (more.length > 0) return stroked("M0,-8 7.6,-2.5 4.7,6.5 -4.7,6.5 -7.6,-2.5z", ink, 1.3);
  if (only.type === "terminate") return `<circle r="10" fill="${ink}"/>`;
  const path = TRIGGERS[only.type];
  return path ? stroked(path, ink, 1.3, isSaid ? ink : "none") : "";
}
