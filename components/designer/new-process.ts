/** A process before anybody has drawn anything. */
import type { ProcessDefinition } from "../../runtime/workflow/definition/types";
import { addNode } from "../../runtime/workflow/edit/nodes";

export const newProcess = (name: string): ProcessDefinition => addNode({ id: name, name, label: name, nodes: [], flows: [] }, { type: "startEvent" }, { x: 120, y: 120 })[0];
