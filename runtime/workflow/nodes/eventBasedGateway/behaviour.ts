import type { NodeBehaviour } from "../../engine/compiled";
import { nodeOf } from "../../engine/run";

/** One token waits for all the events after it; the first that happens takes the token along. */
export const eventBasedGatewayBehaviour: NodeBehaviour = {
  enter(run, token, node) {
    token.status = "active";
    for (const flow of node.outgoing) nodeOf(run, flow.to).behaviour.listen?.(run, token, nodeOf(run, flow.to));
  },
};
