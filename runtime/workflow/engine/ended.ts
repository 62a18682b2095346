/** What happens when nothing is left inside a frame, by kind of frame. */
import { closeFrame } from "./frames";
import { effect, nodeOf, type Run } from "./run";
import type { Frame, FrameKind } from "./state";
import { nextUndo } from "./undo";

const ended: Record<FrameKind, (run: Run, frame: Frame) => void> = {
  process(run, frame) {
    const { variables } = frame;
    closeFrame(run, frame);
    run.state.status = "completed";
    effect(run, { type: "endInstance", status: "completed", variables });
  },
  body(run, frame) {
    const holder = run.state.tokens[frame.holder]!;
    nodeOf(run, holder.node).behaviour.emptied!(run, frame, holder, nodeOf(run, holder.node));
  },
  undo: nextUndo,
  // Rounds and loops are closed by the token that ends them (loops.ts).
  round: () => undefined,
  loop: () => undefined,
};

/** Ends every frame that lost its last token, inside out. */
export function endEmptyFrames(run: Run): void {
  while (run.touched.size > 0) {
    const touched = [...run.touched].sort((a, b) => b - a);
    run.touched.clear();
    for (const id of touched) {
      const frame = run.state.frames[id];
      if (!frame) continue;
      if (frame.kind === "body") {
        const owner = nodeOf(run, frame.node);
        owner.behaviour.innerDone?.(run, frame, owner);
        if (!run.state.frames[id]) continue;
      }
      if ((run.population.get(id) ?? 0) === 0) ended[frame.kind](run, frame);
    }
  }
}
