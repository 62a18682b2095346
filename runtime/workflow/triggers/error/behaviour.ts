import { throwError } from "../../engine/throwing";
import type { TriggerBehaviour } from "../trigger-type";

export const errorBehaviour: TriggerBehaviour<"error"> = {
  throw(run, trigger, token) {
    throwError(run, token, { code: trigger.error ?? "" });
    return "held";
  },
};
