/** Activities: what all of them have in common — borders, repetition, quantities, results, undoing. The work itself is `perform`. */
import { listenTo } from "./listen";
import type { CompiledNode, NodeBehaviour } from "./compiled";
import { roundDone, startLoop } from "./loops";
import type { Run } from "./run";
import type { Token } from "./state";
import { openFlows, removeToken, take, tokensIn, waitForOthers } from "./tokens";
import { noteUndo } from "./undo";
import { keepResult } from "./variables";

export type Perform = (run: Run, token: Token, node: CompiledNode) => void;

/** Behaviour of an activity whose work is `perform`: it hands out work and stays active, or calls finish() at once. */
export function activity(perform: Perform, more: Partial<NodeBehaviour> = {}): NodeBehaviour {
  return { enter: (run, token, node) => enter(run, token, node, perform), leave, ...more };
}

function enter(run: Run, token: Token, node: CompiledNode, perform: Perform): void {
  const again = token.retry === "active";
  delete token.retry;
  if (!again && !token.round) {
    if (!gathered(run, token, node)) return;
    token.status = "active";
    for (const border of node.boundary) listenTo(run, border, { token: token.id, frame: token.frame });
    if (node.def.loop) return startLoop(run, token, node);
  }
  token.status = "active";
  perform(run, token, node);
}

/** With a start quantity, the activity begins when as many tokens have come; they become one. */
function gathered(run: Run, token: Token, node: CompiledNode): boolean {
  const wanted = node.def.startQuantity ?? 1;
  if (wanted <= 1) return true;
  const others = tokensIn(run, token.frame).filter((other) => other.node === node.id && other.status === "joined");
  if (others.length + 1 < wanted) {
    waitForOthers(run, token);
    return false;
  }
  for (const other of others.slice(0, wanted - 1)) removeToken(run, other);
  return true;
}

function leave(run: Run, token: Token, node: CompiledNode): void {
  keepResult(run, token.frame, node.def, token.result);
  delete token.result;
  // Sub-processes are noted when their body ends; of a repeated activity each round is noted, not the whole.
  if (!node.contents && (token.round || !node.def.loop)) noteUndo(run, token, node, {}, undefined);
  if (token.round) return roundDone(run, token, node);
  take(run, token, openFlows(run, token, node), node.def.completionQuantity ?? 1);
}
