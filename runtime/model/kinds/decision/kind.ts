import { checkDecision } from "../../../workflow/dmn/check";
import type { DecisionDefinition } from "../../../workflow/dmn/decision";
import { at } from "../../loading";
import type { PartKind } from "../part";
import type { ClientDecision, DecisionModel } from "./model";

export const decision: PartKind<"decision", DecisionModel, ClientDecision> = {
  kind: "decision",
  addressed: true,
  words: { group: "decisions", tree: () => new Map([["label", new Map()]]) },
  build: (body, words) => ({ id: body.id, name: body.name, label: words.label(body.label, "label"), definition: body as unknown as DecisionDefinition }),
  check(part, origin, { loading }) {
    for (const { path, message, remedy } of checkDecision(part.definition)) loading.problems.add(at(origin, ...path), "decision", message, remedy);
  },
  client: () => undefined,
};
