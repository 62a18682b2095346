import { activity } from "../../engine/activity";
import { effect } from "../../engine/run";
import { mapped, visibleVariables } from "../../engine/variables";
import type { NodeOf } from "../../definition/types";

export const businessRuleTaskBehaviour = activity((run, token, node) => {
  const def = node.def as NodeOf<"businessRuleTask">;
  run.handedOut = true;
  // Without a mapping the table sees all variables, as a condition would.
  effect(run, { type: "decide", token: token.id, node: node.id, options: def.options ?? {}, input: def.inputs ? mapped(run, token.frame, def.inputs) : visibleVariables(run, token.frame) });
});
