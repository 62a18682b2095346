import { journal } from "../../engine/run";
import { compensate } from "../../engine/undo";
import type { TriggerBehaviour } from "../trigger-type";

export const compensationBehaviour: TriggerBehaviour<"compensation"> = {
  throw(run, trigger, token) {
    journal(run, "thrown", token, trigger.activity ?? null);
    return compensate(run, token, trigger.activity, trigger.wait !== false) ? "held" : "done";
  },
};
