import { addWait } from "../../engine/waits";
import type { TriggerBehaviour } from "../trigger-type";

export const conditionalBehaviour: TriggerBehaviour<"conditional"> = {
  listen(run, _trigger, { token, frame, node, trigger: index }) {
    addWait(run, { kind: "condition", node, trigger: index, token, frame });
  },
};
