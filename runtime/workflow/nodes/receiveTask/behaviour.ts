import { activity } from "../../engine/activity";
import { catchAt } from "../../engine/awaiting";
import type { CompiledNode } from "../../engine/compiled";
import { evaluate, evaluateText } from "../../engine/evaluate";
import type { Run } from "../../engine/run";
import type { Token } from "../../engine/state";
import { addWait } from "../../engine/waits";
import { webCallName } from "../../engine/web-calls";
import type { NodeOf } from "../../definition/types";

function listen(run: Run, token: Token, node: CompiledNode): void {
  const { options } = node.def as NodeOf<"receiveTask">;
  const name = options?.webhook ? webCallName(node.id) : evaluateText(run, token.frame, options?.message ?? "");
  addWait(run, { kind: "message", node: node.id, trigger: 0, token: token.id, frame: token.frame, name, ...(options?.key !== undefined && { key: evaluate(run, token.frame, options.key) }) });
}

export const receiveTaskBehaviour = activity(listen, { listen, caught: catchAt });
