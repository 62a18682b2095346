import type { StepCardOptions } from "../../definition/step-card";
import type { Responsible, Text } from "../../definition/types";
import type { NodeDefinition } from "../node-type";
import { checkStepCard } from "../step-card";

/** All but `confirm` mean something only when it is confirmed. */
export interface ManualTaskOptions extends StepCardOptions {
  /** Somebody confirms that it was done; otherwise the process goes on at once. */
  readonly confirm?: boolean;
  /** Left out: the lane says who. */
  readonly responsible?: readonly Responsible[];
  /** ISO duration or date, reckoned in working time. */
  readonly due?: Text;
}

export const manualTask: NodeDefinition<"manualTask"> = {
  type: "manualTask", role: "activity", label: "Work outside", icon: "hand",
  help: "Done outside the system; noted, and confirmed if wanted.",
  check({ node: { options = {} } }) {
    const { confirm, notifications = [], attachments = [] } = options;
    if (confirm || notifications.length + attachments.length === 0) return checkStepCard(options);
    return [{ code: "unconfirmed", severity: "warning", area: "completeness", message: "Nobody confirms this step, so nobody is told of it and no files are asked for.", remedy: "Let somebody confirm it, or make it a task." }, ...checkStepCard(options)];
  },
};
