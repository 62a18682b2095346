/** Process: steps of people and the system, drawn as BPMN. The drawing itself is what the engine runs (runtime/workflow). */
import type { Condition } from "../../../expressions/condition";
import type { Formula, Mapping, ProcessDefinition } from "../../../workflow/definition/types";
import type { Label } from "../../types";

/** What starts a process besides its own message and signal events. */
export type ProcessStart =
  | { readonly id: string; readonly kind: "hand"; readonly label: Label; readonly icon?: string; readonly when?: Condition }
  | { readonly id: string; readonly kind: "record"; readonly on: "created" | "updated" | "changed" | "deleted"; readonly fields: readonly string[]; readonly when?: Condition }
  | { readonly id: string; readonly kind: "time"; readonly cron: string; readonly timeZone: string }
  /** `map` left out: members of the body that have the name of a variable. */
  | { readonly id: string; readonly kind: "webhook"; readonly map?: readonly Mapping[]; readonly record?: Formula };

/** Words by id of the element; what a step has several of by "<node>/<its id>". Versions of before had no notifications and attachments. */
export interface ProcessWords {
  readonly variables: Readonly<Record<string, Label>>;
  readonly pools: Readonly<Record<string, Label>>;
  readonly lanes: Readonly<Record<string, Label>>;
  readonly flows: Readonly<Record<string, Label>>;
  readonly nodes: Readonly<Record<string, Label>>;
  readonly descriptions: Readonly<Record<string, Label>>;
  readonly decisions: Readonly<Record<string, Label>>;
  readonly notifications?: Readonly<Record<string, Label>>;
  readonly attachments?: Readonly<Record<string, Label>>;
}

export interface ProcessModel {
  readonly id: string;
  readonly name: string;
  readonly pack: string;
  readonly label: Label;
  readonly description?: Label;
  /** Name of the entity whose record an instance is about. */
  readonly entity?: string;
  readonly starts: readonly ProcessStart[];
  /** Names of the roles its services act by; those of whoever started it when left out. */
  readonly actsAs?: readonly string[];
  readonly journal: "off" | "steps" | "full";
  readonly definition: ProcessDefinition;
  readonly words: ProcessWords;
}

/** A variable that whoever starts it by hand is asked for. */
export interface ProcessQuestion {
  readonly name: string;
  readonly label: string;
  readonly type: "text" | "number" | "boolean" | "date" | "dateTime";
  readonly required: boolean;
}

export interface ClientProcess {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly entity?: string;
  readonly mayStart: boolean;
  readonly mayOperate: boolean;
  /** Buttons; none for who may not start it. Which of them fit a record, the server says of each. */
  readonly buttons: readonly { readonly id: string; readonly label: string; readonly icon?: string }[];
  readonly questions: readonly ProcessQuestion[];
}
