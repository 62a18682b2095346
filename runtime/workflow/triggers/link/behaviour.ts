import { StepFailure } from "../../engine/compiled";
import { journal, nodeOf } from "../../engine/run";
import { addToken, removeToken } from "../../engine/tokens";
import type { TriggerBehaviour } from "../trigger-type";

/** A flow drawn in two pieces: the token appears at the catching end of the same name. */
export const linkBehaviour: TriggerBehaviour<"link"> = {
  throw(run, trigger, token) {
    const { container } = nodeOf(run, token.node);
    const target = container.nodes.find((node) => node.role === "catch" && node.def.triggers?.some((other) => other.type === "link" && other.link === trigger.link));
    if (!target) throw new StepFailure("link", `No link event with the name “${trigger.link}” catches here.`, "Draw the other end of the link in a new version.");
    journal(run, "left", token, target.id);
    removeToken(run, token);
    addToken(run, token.frame, target.id);
    return "held";
  },
};
