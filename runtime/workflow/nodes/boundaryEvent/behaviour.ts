import { crossBorder } from "../../engine/border";
import type { NodeBehaviour } from "../../engine/compiled";
import { repeatOrDrop } from "../../engine/repeat";
import { finish, openFlows, take } from "../../engine/tokens";
import { keepResult } from "../../engine/variables";

export const boundaryEventBehaviour: NodeBehaviour = {
  // Only an operator puts a token here; it goes on as if the event had happened.
  enter: (run, token) => finish(run, token),
  caught(run, wait, node, payload) {
    const host = run.state.tokens[wait.token]!;
    if (node.def.interrupting === false) repeatOrDrop(run, wait);
    crossBorder(run, node, host, payload);
  },
  leave(run, token, node) {
    keepResult(run, token.frame, node.def, token.result);
    take(run, token, openFlows(run, token, node));
  },
};
