import { StepFailure, type NodeBehaviour } from "../../engine/compiled";
import { listenTo } from "../../engine/listen";
import { catchAt } from "../../engine/awaiting";
import { finish, openFlows, take } from "../../engine/tokens";
import { keepResult } from "../../engine/variables";

export const intermediateCatchEventBehaviour: NodeBehaviour = {
  enter(run, token, node) {
    if (!node.def.triggers?.length) throw new StepFailure("noTrigger", "The event waits for nothing.");
    // The catching end of a link is only passed through.
    if (node.def.triggers.every((trigger) => trigger.type === "link")) return finish(run, token);
    token.status = "active";
    listenTo(run, node, { token: token.id, frame: token.frame });
  },
  listen: (run, token, node) => listenTo(run, node, { token: token.id, frame: token.frame }),
  caught: (run, wait, node, payload) => catchAt(run, wait, node, payload),
  leave(run, token, node) {
    keepResult(run, token.frame, node.def, token.result);
    take(run, token, openFlows(run, token, node));
  },
};
