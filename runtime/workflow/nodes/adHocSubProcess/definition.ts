import type { Formula } from "../../definition/types";
import type { NodeDefinition } from "../node-type";

export interface AdHocSubProcessOptions {
  /** Activities run one at a time; otherwise as many as are begun. */
  readonly sequential?: boolean;
  /** automatic (default): each activity that nothing leads to is begun once, in the order of the document · byHand: people begin them. */
  readonly begin?: "automatic" | "byHand";
  /** Asked whenever an activity ends; true ends the sub-process. Left out: it ends when everything begun has ended. */
  readonly completion?: Formula;
  /** When the condition holds, what still runs is cancelled (default) or waited for. */
  readonly cancelRest?: boolean;
}

export const adHocSubProcess: NodeDefinition<"adHocSubProcess"> = {
  type: "adHocSubProcess", role: "activity", label: "In any order", icon: "waves", holds: "adHoc",
  help: "Activities without a fixed order.",
  check: ({ contents, roleOf }) => [
    ...(contents.some((node) => roleOf(node) === "start" || roleOf(node) === "end") ? [{ code: "adHocStartEnd", message: "Activities without order have neither start nor end events.", remedy: "Remove the events inside." }] : []),
    ...(contents.some((node) => roleOf(node) === "activity") ? [] : [{ code: "adHocEmpty", message: "There is no activity inside.", remedy: "Add one." }]),
  ],
};
