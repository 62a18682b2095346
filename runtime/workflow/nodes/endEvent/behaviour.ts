import type { NodeBehaviour } from "../../engine/compiled";
import { throwAll, throwsForAll } from "../../engine/throw-event";
import { removeToken } from "../../engine/tokens";
import type { TriggerType } from "../../triggers/options";
import type { TriggerBehaviour } from "../../triggers/trigger-type";

export const endEventBehaviour: NodeBehaviour = {
  enter(run, token, node) {
    if (throwAll(run, token, node)) removeToken(run, token);
  },
  leave(run, token, node) {
    const held = node.def.triggers?.find((trigger) => (run.process.triggers[trigger.type] as TriggerBehaviour<TriggerType>).resumed);
    if (!held) return removeToken(run, token);
    (run.process.triggers[held.type] as TriggerBehaviour<TriggerType>).resumed!(run, held, token);
  },
  late: throwsForAll,
};
