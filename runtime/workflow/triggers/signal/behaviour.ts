import { evaluateText } from "../../engine/evaluate";
import { journal, nodeOf } from "../../engine/run";
import { throwSignal } from "../../engine/signals";
import { mapped } from "../../engine/variables";
import { addWait } from "../../engine/waits";
import type { TriggerBehaviour } from "../trigger-type";

export const signalBehaviour: TriggerBehaviour<"signal"> = {
  listen(run, trigger, { token, frame, node, trigger: index }) {
    addWait(run, { kind: "signal", node, trigger: index, token, frame, name: evaluateText(run, frame, trigger.signal ?? "") });
  },
  throw(run, trigger, token) {
    const name = evaluateText(run, token.frame, trigger.signal ?? "");
    journal(run, "thrown", token, name);
    throwSignal(run, name, mapped(run, token.frame, nodeOf(run, token.node).def.inputs));
    return run.state.tokens[token.id] ? "done" : "held";
  },
};
