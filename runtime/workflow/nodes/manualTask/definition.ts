import type { NodeDefinition } from "../node-type";

export interface ManualTaskOptions {
  /** Somebody confirms that it was done; otherwise the process goes on at once. */
  readonly confirm?: boolean;
}

export const manualTask: NodeDefinition<"manualTask"> = {
  type: "manualTask", role: "activity", label: "Work outside", icon: "hand",
  help: "Done outside the system; noted, and confirmed if wanted.",
};
