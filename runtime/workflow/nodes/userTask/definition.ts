import type { StepCardOptions } from "../../definition/step-card";
import type { Responsible, Text } from "../../definition/types";
import type { NodeDefinition } from "../node-type";
import { checkStepCard } from "../step-card";

export interface UserTaskOptions extends StepCardOptions {
  /** Left out: the lane says who. */
  readonly responsible?: readonly Responsible[];
  /** any: one of them does it · all: everybody · quorum: as many as `quorum` says. */
  readonly completion?: "any" | "all" | "quorum";
  /** How many; of a collegial action how much their voices must weigh. */
  readonly quorum?: number;
  /** Everybody named answers a collegial action on the record instead; `decision` is what it came to. */
  readonly collegial?: "vote" | "approve" | "sign" | "acquaint";
  /** Of a collegial action: those of each line of `responsible` are asked after those of the line before. */
  readonly inSequence?: boolean;
  /** Of a vote: nobody learns who voted what. */
  readonly secret?: boolean;
  /** Name of the form; the record's default form when left out. */
  readonly form?: string;
  /** Buttons that finish the task; the variable `decision` gets the name of the one chosen. */
  readonly decisions?: readonly { readonly id: string; readonly name: string; readonly label: string }[];
  /** ISO duration or date, reckoned in working time. */
  readonly due?: Text;
  readonly priority?: number;
}

export const userTask: NodeDefinition<"userTask"> = {
  type: "userTask", role: "activity", label: "Task of a person", icon: "user",
  help: "Somebody gets a task and finishes it.",
  check({ node }) {
    const told = checkStepCard(node.options ?? {});
    if (node.options?.responsible?.length || node.lane !== undefined) return told;
    return [{ code: "noResponsible", area: "completeness", message: "Nobody is responsible for this task.", remedy: "Choose who does it, or put it into a lane that says so." }, ...told];
  },
};
