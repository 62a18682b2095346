import type { NodeBehaviour } from "../../engine/compiled";
import { readyToJoin } from "../../engine/joins";
import { openFlows, removeToken, take, waitForOthers } from "../../engine/tokens";

/** Waits for all that may still come, then takes every flow whose condition holds. */
export const inclusiveGatewayBehaviour: NodeBehaviour = {
  enter(run, token, node) {
    if (node.incoming.length > 1) waitForOthers(run, token);
    else take(run, token, openFlows(run, token, node));
  },
  settle(run, frame, node) {
    const [first, ...others] = readyToJoin(run, frame.id, node) ?? [];
    if (!first) return false;
    const flows = openFlows(run, first, node);
    for (const other of others) removeToken(run, other);
    take(run, first, flows);
    return true;
  },
};
