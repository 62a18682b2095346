import { throwEscalation } from "../../engine/throwing";
import type { TriggerBehaviour } from "../trigger-type";

export const escalationBehaviour: TriggerBehaviour<"escalation"> = {
  throw(run, trigger, token) {
    throwEscalation(run, token, trigger.escalation ?? "");
    return run.state.tokens[token.id] ? "done" : "held";
  },
};
