import type { TriggerDefinition } from "../trigger-type";

export const link: TriggerDefinition<"link"> = {
  type: "link", label: "Link", positions: ["catch", "throw"],
  check: (trigger) => (trigger.link === undefined || trigger.link === "" ? "The link has no name." : undefined),
};
