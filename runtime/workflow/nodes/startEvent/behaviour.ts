import type { NodeBehaviour } from "../../engine/compiled";
import { startEventSub } from "../../engine/event-sub";
import { repeatOrDrop } from "../../engine/repeat";
import { frameOf } from "../../engine/run";
import { finish, openFlows, take } from "../../engine/tokens";
import { keepResult } from "../../engine/variables";

export const startEventBehaviour: NodeBehaviour = {
  enter: (run, token) => finish(run, token),
  leave(run, token, node) {
    keepResult(run, token.frame, node.def, token.result);
    take(run, token, openFlows(run, token, node));
  },
  caught(run, wait, node, payload) {
    const keeps = node.def.interrupting === false;
    if (keeps) repeatOrDrop(run, wait);
    startEventSub(run, node, frameOf(run, wait.frame), payload, !keeps);
  },
};
