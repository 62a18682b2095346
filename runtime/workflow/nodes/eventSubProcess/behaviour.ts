import type { NodeBehaviour } from "../../engine/compiled";
import { closeFrame } from "../../engine/frames";
import { journal } from "../../engine/run";
import { removeToken } from "../../engine/tokens";

/** Started by its start event (engine/event-sub.ts); no flow leads to it or from it. */
export const eventSubProcessBehaviour: NodeBehaviour = {
  enter: () => undefined,
  emptied(run, frame, token) {
    closeFrame(run, frame);
    journal(run, "left", token, []);
    removeToken(run, token);
  },
};
