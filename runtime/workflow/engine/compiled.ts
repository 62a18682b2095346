/**
 * A process made ready to run: nodes with their neighbours and behaviour, looked up by id.
 * A *container* is what holds nodes: a pool (id of the pool) or a sub-process (id of the node).
 */
import type { Formula as CompiledFormula, FormulaFault } from "../../expressions/formula";
import type { Flow, MessageFlow, ProcessDefinition, ProcessNode, Values, Variable } from "../definition/types";
import type { NodeRole } from "../nodes/node-type";
import type { TriggerType } from "../triggers/options";
import type { TriggerBehaviour } from "../triggers/trigger-type";
import type { Run } from "./run";
import type { Frame, Token, Wait } from "./state";

export interface CompiledProcess {
  readonly definition: ProcessDefinition;
  readonly timeZone: string;
  readonly pools: readonly string[];
  readonly nodes: ReadonlyMap<string, CompiledNode>;
  readonly containers: ReadonlyMap<string, Container>;
  readonly triggers: { readonly [T in TriggerType]: TriggerBehaviour<T> };
  readonly messageFlows: ReadonlyMap<string, readonly MessageFlow[]>;
  /** Formulas by text, compiled when first needed. */
  readonly formulas: Map<string, CompiledFormula | FormulaFault>;
}

export interface CompiledNode {
  readonly id: string;
  readonly def: ProcessNode;
  readonly behaviour: NodeBehaviour;
  readonly role: NodeRole;
  readonly container: Container;
  readonly incoming: Flow[];
  readonly outgoing: Flow[];
  readonly boundary: CompiledNode[];
  /** The activity that undoes this one. */
  handler?: CompiledNode;
  /** What it holds, for sub-processes. */
  contents?: Container;
  /** By incoming flow: nodes from which a token could still arrive there without passing this node. Filled on first use. */
  reach?: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface Container {
  readonly id: string;
  /** The sub-process; undefined for a pool. */
  owner?: CompiledNode;
  readonly variables: readonly Variable[];
  readonly nodes: CompiledNode[];
  /** Where tokens begin when nothing in particular triggered the start. */
  readonly starts: CompiledNode[];
  /** Start events that wait for a trigger. */
  readonly triggered: CompiledNode[];
  readonly eventSubs: CompiledNode[];
}

/** What a node type does. Called with the token (or frame, or wait) of that node; must leave no token behind without a reason to wait. */
export interface NodeBehaviour {
  /** The token arrives. */
  enter(run: Run, token: Token, node: CompiledNode): void;
  /** The token is done here; left out: it goes on by the outgoing flows. */
  leave?(run: Run, token: Token, node: CompiledNode): void;
  /** A wait for one of the node's triggers (or messages) was answered. */
  caught?(run: Run, wait: Wait, node: CompiledNode, payload: Values): void;
  /** Begins to wait on behalf of a token that stands elsewhere (event-based gateways). */
  listen?(run: Run, token: Token, node: CompiledNode): void;
  /** Everything inside the frame this token holds has ended. */
  emptied?(run: Run, frame: Frame, token: Token, node: CompiledNode): void;
  /** Something inside its body ended (ad-hoc sub-processes). */
  innerDone?(run: Run, frame: Frame, node: CompiledNode): void;
  /** The call activity's child ended, or an activity of an ad-hoc sub-process is to begin. */
  begin?(run: Run, frame: Frame, node: CompiledNode, inner: CompiledNode): void;
  /** Nothing moves any more: may a token waiting here go on? True when one did. */
  settle?(run: Run, frame: Frame, node: CompiledNode): boolean;
  /** Runs only when every other token rests, so that nobody misses what is thrown. */
  late?(node: CompiledNode): boolean;
}

/** A failure that stops one step, not the instance: becomes an incident on its token. */
export class StepFailure extends Error {
  constructor(readonly code: string, message: string, readonly remedy?: string) {
    super(message);
    this.name = "StepFailure";
  }
}
