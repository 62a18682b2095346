import { activity } from "../../engine/activity";
import { effect } from "../../engine/run";
import { finish } from "../../engine/tokens";
import { mapped } from "../../engine/variables";
import type { NodeOf } from "../../definition/types";

export const manualTaskBehaviour = activity((run, token, node) => {
  const def = node.def as NodeOf<"manualTask">;
  if (!def.options?.confirm) return finish(run, token);
  effect(run, { type: "createTask", token: token.id, node: node.id, options: def.options, ...(def.lane !== undefined && { lane: def.lane }), input: mapped(run, token.frame, def.inputs) });
});
