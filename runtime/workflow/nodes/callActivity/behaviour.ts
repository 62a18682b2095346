import { activity } from "../../engine/activity";
import { evaluate, evaluateText } from "../../engine/evaluate";
import { effect } from "../../engine/run";
import { mapped, visibleVariables } from "../../engine/variables";
import type { NodeOf } from "../../definition/types";

/** Without a mapping the called process sees all variables and gives none back. */
export const callActivityBehaviour = activity((run, token, node) => {
  const { options, inputs } = node.def as NodeOf<"callActivity">;
  effect(run, {
    type: "startChild", token: token.id, node: node.id, process: evaluateText(run, token.frame, options?.process ?? ""), binding: options?.binding ?? { kind: "latest" },
    variables: inputs ? mapped(run, token.frame, inputs) : visibleVariables(run, token.frame), ...(options?.key !== undefined && { key: evaluate(run, token.frame, options.key) }),
  });
});
