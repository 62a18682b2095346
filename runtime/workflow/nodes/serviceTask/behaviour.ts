import { activity } from "../../engine/activity";
import { effect } from "../../engine/run";
import { mapped } from "../../engine/variables";
import type { NodeOf } from "../../definition/types";

export const serviceTaskBehaviour = activity((run, token, node) => {
  const def = node.def as NodeOf<"serviceTask">;
  run.handedOut = true;
  effect(run, { type: "callService", token: token.id, node: node.id, options: def.options ?? {}, input: mapped(run, token.frame, def.inputs) });
});
