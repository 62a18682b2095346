import { bodyOf, closeFrame, emptyFrame } from "../../engine/frames";
import { effect, journal } from "../../engine/run";
import type { TriggerBehaviour } from "../trigger-type";

/** Ends the process or sub-process it stands in, and only that. */
export const terminateBehaviour: TriggerBehaviour<"terminate"> = {
  throw(run, _trigger, token) {
    const body = bodyOf(run, token.frame);
    journal(run, "thrown", token);
    emptyFrame(run, body);
    if (body.kind !== "process") return "held";
    const { variables } = body;
    closeFrame(run, body);
    run.state.status = "terminated";
    effect(run, { type: "endInstance", status: "terminated", variables });
    return "held";
  },
};
