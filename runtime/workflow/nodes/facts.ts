/** What the checks of a node type are told, and how they answer. */
import type { Flow, NodeOf, ProcessNode } from "../definition/types";
import type { NodeRole } from "./node-type";
import type { NodeType } from "./options";

export interface NodeFacts<T extends NodeType = NodeType> {
  readonly node: NodeOf<T>;
  readonly incoming: readonly Flow[];
  readonly outgoing: readonly Flow[];
  /** The sub-process around it; undefined in a pool. */
  readonly inside?: ProcessNode;
  /** What lies directly inside it. */
  readonly contents: readonly ProcessNode[];
  readonly roleOf: (node: ProcessNode) => NodeRole;
}

/** One finding about a node, in plain words. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
  /** error: cannot be run · warning: can, but is hardly meant. */
  readonly severity?: "warning";
  /** structure when left out; see check/problem.ts. */
  readonly area?: "completeness" | "soundness";
}
