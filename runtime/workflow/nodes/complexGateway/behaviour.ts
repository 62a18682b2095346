import type { NodeOf } from "../../definition/types";
import type { CompiledNode, NodeBehaviour } from "../../engine/compiled";
import { evaluateCondition } from "../../engine/evaluate";
import { arrivedAt, mayStillArrive, readyToJoin } from "../../engine/joins";
import { frameOf, type Run } from "../../engine/run";
import type { Frame, Token } from "../../engine/state";
import { openFlows, removeToken, take, waitForOthers } from "../../engine/tokens";

const activationOf = (node: CompiledNode): string | undefined => (node.def as NodeOf<"complexGateway">).options?.activation;

/**
 * Fires once its activation condition holds for the flows that have arrived. Then it is spent: tokens on the other flows are
 * swallowed, until all flows have come or none can come any more, and it waits anew.
 */
export const complexGatewayBehaviour: NodeBehaviour = {
  enter(run, token, node) {
    if (node.incoming.length <= 1 && activationOf(node) === undefined) return take(run, token, openFlows(run, token, node));
    const frame = frameOf(run, token.frame);
    const fired = frame.fired?.[node.id];
    if (fired && !fired.includes(token.via!)) {
      removeToken(run, token);
      return remember(frame, node, [...fired, token.via!]);
    }
    waitForOthers(run, token);
    if (!fired) fireIfWanted(run, frame, node);
  },
  settle(run, frame, node) {
    const fired = frame.fired?.[node.id];
    if (fired && !mayStillArrive(run, frame.id, node, new Set(fired))) {
      forget(frame, node);
      return fireIfWanted(run, frame, node);
    }
    if (activationOf(node) !== undefined) return false;
    const arrived = readyToJoin(run, frame.id, node);
    return arrived !== undefined && fire(run, frame, node, arrived);
  },
};

function fireIfWanted(run: Run, frame: Frame, node: CompiledNode): boolean {
  const activation = activationOf(node);
  const arrived = arrivedAt(run, frame.id, node);
  if (activation === undefined || arrived.length === 0) return false;
  return evaluateCondition(run, frame.id, activation, { activationCount: arrived.length }) && fire(run, frame, node, arrived);
}

function fire(run: Run, frame: Frame, node: CompiledNode, arrived: readonly Token[]): true {
  const [first, ...others] = arrived;
  const flows = openFlows(run, first!, node);
  for (const other of others) removeToken(run, other);
  take(run, first!, flows);
  if (activationOf(node) !== undefined) remember(frame, node, arrived.map((token) => token.via!));
  return true;
}

function remember(frame: Frame, node: CompiledNode, flows: string[]): void {
  if (flows.length >= node.incoming.length) return forget(frame, node);
  frame.fired = { ...frame.fired, [node.id]: flows };
}

function forget(frame: Frame, node: CompiledNode): void {
  const { [node.id]: _, ...rest } = frame.fired ?? {};
  if (Object.keys(rest).length > 0) frame.fired = rest;
  else delete frame.fired;
}
