import { activity } from "../../engine/activity";
import { effect } from "../../engine/run";
import { mapped } from "../../engine/variables";
import type { NodeOf } from "../../definition/types";

export const userTaskBehaviour = activity((run, token, node) => {
  const def = node.def as NodeOf<"userTask">;
  effect(run, { type: "createTask", token: token.id, node: node.id, options: def.options ?? {}, ...(def.lane !== undefined && { lane: def.lane }), input: mapped(run, token.frame, def.inputs) });
});
