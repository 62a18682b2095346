import { activity } from "../../engine/activity";
import { sendMessage } from "../../engine/messages";
import { finish } from "../../engine/tokens";
import type { NodeOf } from "../../definition/types";

export const sendTaskBehaviour = activity((run, token, node) => {
  const def = node.def as NodeOf<"sendTask">;
  sendMessage(run, token, def.options?.message, def.options?.key);
  finish(run, token);
});
