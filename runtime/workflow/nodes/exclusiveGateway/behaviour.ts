import type { NodeBehaviour } from "../../engine/compiled";
import { firstOpenFlow, take } from "../../engine/tokens";

/** Each token goes its own way; tokens that meet here are not joined. */
export const exclusiveGatewayBehaviour: NodeBehaviour = {
  enter: (run, token, node) => take(run, token, firstOpenFlow(run, token, node)),
};
