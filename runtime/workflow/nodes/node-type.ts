/** What a node type says about itself: for palette, checks and engine. Its behaviour is the other half (behaviour.ts). */
import type { NodeType } from "./options";
import type { Finding, NodeFacts } from "./facts";

/** What kind of place in a process it is; rules and engine ask this, never the type. */
export type NodeRole = "start" | "catch" | "throw" | "boundary" | "end" | "activity" | "gateway";

export interface NodeDefinition<T extends NodeType = NodeType> {
  readonly type: T;
  readonly role: NodeRole;
  readonly label: string;
  /** One sentence for the palette. */
  readonly help: string;
  /** lucide icon name. */
  readonly icon: string;
  /** Nodes may lie inside it. */
  readonly holds?: "flow" | "event" | "adHoc";
  /** May stand after an event-based gateway. */
  readonly awaits?: boolean;
  /** Chooses between its outgoing flows by their conditions. */
  readonly chooses?: "one" | "some";
  /** Its outgoing flows are alternatives; the event at the end of each decides. */
  readonly offersEvents?: true;
  /** How tokens of several incoming flows meet: all are needed, all that may still come, or by a rule of its own. Left out: each goes on alone. */
  readonly joins?: "all" | "possible" | "byRule";
  /** A cancel end event inside ends it. */
  readonly cancellable?: true;
  /** Problems beyond those of its role. */
  check?(facts: NodeFacts<T>): readonly Finding[];
}
