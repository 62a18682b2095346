import type { NodeBehaviour } from "../../engine/compiled";
import { arrivedAt } from "../../engine/joins";
import { removeToken, take, waitForOthers } from "../../engine/tokens";

/** One token from every incoming flow, one to every outgoing flow; conditions are not asked. */
export const parallelGatewayBehaviour: NodeBehaviour = {
  enter(run, token, node) {
    waitForOthers(run, token);
    if (node.incoming.length > 1) {
      const arrived = arrivedAt(run, token.frame, node);
      if (arrived.length < node.incoming.length) return;
      for (const other of arrived) if (other.id !== token.id) removeToken(run, other);
    }
    take(run, token, node.outgoing);
  },
};
