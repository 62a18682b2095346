import { evaluate, evaluateText } from "../../engine/evaluate";
import { sendMessage } from "../../engine/messages";
import { addWait } from "../../engine/waits";
import { webCallName } from "../../engine/web-calls";
import type { TriggerBehaviour } from "../trigger-type";

export const messageBehaviour: TriggerBehaviour<"message"> = {
  listen(run, trigger, { token, frame, node, trigger: index }) {
    const name = trigger.webhook ? webCallName(node) : evaluateText(run, frame, trigger.message ?? "");
    addWait(run, { kind: "message", node, trigger: index, token, frame, name, ...(trigger.key !== undefined && { key: evaluate(run, frame, trigger.key) }) });
  },
  throw(run, trigger, token) {
    sendMessage(run, token, trigger.message, trigger.key);
    return "done";
  },
};
