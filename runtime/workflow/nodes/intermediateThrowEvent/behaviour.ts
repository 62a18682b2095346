import type { NodeBehaviour } from "../../engine/compiled";
import { throwAll, throwsForAll } from "../../engine/throw-event";
import { finish } from "../../engine/tokens";

export const intermediateThrowEventBehaviour: NodeBehaviour = {
  enter(run, token, node) {
    if (throwAll(run, token, node)) finish(run, token);
  },
  late: throwsForAll,
};
