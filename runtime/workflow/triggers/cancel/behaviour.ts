import { bodyOf, emptyFrame } from "../../engine/frames";
import { journal } from "../../engine/run";
import { cancelTransaction } from "../../engine/throwing";
import { compensate } from "../../engine/undo";
import type { TriggerBehaviour } from "../trigger-type";

/** Everything else in the transaction ends, what was done is undone, then the token leaves by the cancel border. */
export const cancelBehaviour: TriggerBehaviour<"cancel"> = {
  throw(run, _trigger, token) {
    const body = bodyOf(run, token.frame);
    journal(run, "thrown", token);
    emptyFrame(run, body, token);
    if (!compensate(run, token, undefined, true)) cancelTransaction(run, run.state.tokens[body.holder]!);
    return "held";
  },
  resumed: (run, _trigger, token) => cancelTransaction(run, run.state.tokens[bodyOf(run, token.frame).holder]!),
};
