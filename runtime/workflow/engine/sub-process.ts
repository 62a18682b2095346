/** Bodies: what sub-processes have in common. */
import { activity } from "./activity";
import type { CompiledNode, NodeBehaviour } from "./compiled";
import { closeFrame, openBody } from "./frames";
import type { Run } from "./run";
import type { Frame, Token } from "./state";
import { finish } from "./tokens";
import { noteUndo } from "./undo";
import { mapped } from "./variables";

/** A sub-process that opens its body when entered and ends when nothing is left in it. */
export function subProcess(more: Partial<NodeBehaviour> = {}): NodeBehaviour {
  return activity((run, token, node) => void openBody(run, node.contents!, token, mapped(run, token.frame, node.def.inputs)), { emptied: endBody, ...more });
}

export function endBody(run: Run, frame: Frame, token: Token, node: CompiledNode): void {
  noteUndo(run, token, node, frame.variables, frame.undo);
  closeFrame(run, frame);
  finish(run, token);
}
