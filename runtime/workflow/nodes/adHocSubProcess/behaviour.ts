import type { NodeOf } from "../../definition/types";
import { activity } from "../../engine/activity";
import { StepFailure, type CompiledNode } from "../../engine/compiled";
import { evaluateCondition } from "../../engine/evaluate";
import { emptyFrame, openBody } from "../../engine/frames";
import type { Run } from "../../engine/run";
import type { Frame } from "../../engine/state";
import { endBody } from "../../engine/sub-process";
import { addToken } from "../../engine/tokens";
import { mapped } from "../../engine/variables";

const optionsOf = (node: CompiledNode): NonNullable<NodeOf<"adHocSubProcess">["options"]> => (node.def as NodeOf<"adHocSubProcess">).options ?? {};

/** Activities in any order. `frame.begun` names those begun; the condition is asked each time something inside ends. */
export const adHocSubProcessBehaviour = activity(
  (run, token, node) => {
    const frame = openBody(run, node.contents!, token, mapped(run, token.frame, node.def.inputs), []);
    frame.begun = [];
    beginNext(run, frame, node);
    if (idle(run, frame) && optionsOf(node).begin !== "byHand") endBody(run, frame, token, node);
  },
  {
    begin(run, frame, node, inner) {
      if (optionsOf(node).sequential && !idle(run, frame)) throw new StepFailure("busy", "Activities here run one at a time, and one is under way.");
      (frame.begun ??= []).push(inner.id);
      addToken(run, frame.id, inner.id);
    },
    innerDone(run, frame, node) {
      const { completion, cancelRest } = optionsOf(node);
      if (completion !== undefined && evaluateCondition(run, frame.id, completion)) {
        // Nothing more begins; what runs is cancelled or waited for.
        frame.begun = node.contents!.nodes.map((inner) => inner.id);
        if (cancelRest !== false) emptyFrame(run, frame);
        if (idle(run, frame)) endBody(run, frame, run.state.tokens[frame.holder]!, node);
      } else if (idle(run, frame) || !optionsOf(node).sequential) beginNext(run, frame, node);
    },
    emptied(run, frame, token, node) {
      const { completion, begin } = optionsOf(node);
      const allBegun = node.contents!.starts.every((inner) => frame.begun?.includes(inner.id));
      if (completion === undefined ? begin !== "byHand" || allBegun : false) endBody(run, frame, token, node);
    },
  },
);

const idle = (run: Run, frame: Frame): boolean => (run.population.get(frame.id) ?? 0) === 0;

function beginNext(run: Run, frame: Frame, node: CompiledNode): void {
  const { begin, sequential } = optionsOf(node);
  if (begin === "byHand") return;
  for (const inner of node.contents!.starts) {
    if (frame.begun!.includes(inner.id)) continue;
    frame.begun!.push(inner.id);
    addToken(run, frame.id, inner.id);
    if (sequential) return;
  }
}
