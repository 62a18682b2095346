/**
 * A process as metadata (`processes/<name>.json`, schema metadata/schemas/process.schema.json).
 *
 * - *pool*: one participant; a pool that has nodes is one process, a pool without is a partner we only exchange messages with.
 * - *node*: event, activity or gateway. The list is flat: `inside` names the sub-process a node lies in, `attachedTo` the
 *   activity a boundary event sits on, so that patches, designer and merge address every node by its id alone.
 * - *flow*: a sequence flow. Its order in the list is the order in which conditions are asked.
 * - *trigger*: what an event catches or throws. An event without triggers is a plain one.
 * - *formula*: FEEL text. *Text*: a literal, or `{ "formula": … }`.
 * - `extra`: what BPMN files say and we do not run (foreign attributes, extension elements); kept for export, never read by the engine.
 */
import type { NodeOptions, NodeType } from "../nodes/options";
import type { TriggerOptions, TriggerType } from "../triggers/options";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Values = Readonly<Record<string, Json>>;
/** FEEL text. */
export type Formula = string;
/** A literal, or a formula that gives it. */
export type Text = string | { readonly formula: Formula };
/** What an imported file says beyond our grammar: differences between that file and our own export (bpmn/patch.ts). Copy it with its element; never read it. */
export type Extra = Readonly<Record<string, Json>>;

export interface ProcessDefinition {
  readonly $schema?: string;
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  /** IANA zone of dates without one; UTC when left out. */
  readonly timeZone?: string;
  /** Name of the working calendar of its terms; plain time when left out. */
  readonly calendar?: string;
  /** Left out: one pool with the id of the definition. */
  readonly pools?: readonly Pool[];
  readonly lanes?: readonly Lane[];
  readonly nodes: readonly ProcessNode[];
  readonly flows: readonly Flow[];
  readonly messageFlows?: readonly MessageFlow[];
  /** Variables of the process; a sub-process has its own. */
  readonly variables?: readonly Variable[];
  /** Texts, groups, data and associations of the drawing; not run. */
  readonly artifacts?: readonly Artifact[];
  /** Pages of the drawing. Left out, or without a shape for an element on any of them: laid out by layout/. */
  readonly di?: readonly Page[];
  /** Dry runs that must go as they once went. */
  readonly scenarios?: readonly ProcessScenario[];
  readonly extra?: Extra;
}

/** A dry run of the process, kept from the simulator: what it begins with, what is done, and how it must go. */
export interface ProcessScenario {
  readonly id: string;
  readonly label: string;
  /** ISO moment in UTC; the process begins then. */
  readonly startsAt?: string;
  readonly variables?: Values;
  readonly moves?: readonly ScenarioMove[];
  /** Ids of the steps in the order they were entered. */
  readonly path: readonly string[];
  readonly status: "running" | "completed" | "terminated" | "failed";
}

/** One of: a task is done, what a step waits for happens, time passes. */
export interface ScenarioMove {
  /** Id of the step. */
  readonly task?: string;
  /** Name of the button pressed. */
  readonly decision?: string;
  readonly variables?: Values;
  /** Id of the step that waits for a message or signal. */
  readonly wait?: string;
  /** ISO duration the clock moves on. */
  readonly time?: string;
}

/** One page of the drawing. Positions are pixels, y grows downwards; (0, 0) means nothing. */
export interface Page {
  readonly id: string;
  readonly label?: string;
  /** What the page shows: a sub-process opened on a page of its own. Left out: all of the document. */
  readonly element?: string;
  readonly shapes: readonly Shape[];
  readonly edges: readonly Edge[];
  readonly extra?: Extra;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A pool, lane, node or artifact on a page. */
export interface Shape extends Box {
  readonly id: string;
  readonly element: string;
  /** Sub-processes: true when its inside is drawn, too. */
  readonly expanded?: boolean;
  /** Pools and lanes: false when they go from top to bottom. */
  readonly horizontal?: boolean;
  /** Where its words are, when not in it. */
  readonly labelAt?: Box;
  readonly extra?: Extra;
}

/** A flow, message flow or association on a page. */
export interface Edge {
  readonly id: string;
  readonly element: string;
  readonly points: readonly Point[];
  readonly labelAt?: Box;
  readonly extra?: Extra;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Pool {
  readonly id: string;
  readonly label?: string;
  readonly description?: string;
  /** Name by which call activities and messages of other files know the process of this pool. */
  readonly process?: string;
  /** False: documentation only, never started. */
  readonly executable?: boolean;
  readonly variables?: readonly Variable[];
  readonly extra?: Extra;
}

export interface Lane {
  readonly id: string;
  readonly label?: string;
  readonly description?: string;
  readonly pool?: string;
  /** The lane this one is part of. */
  readonly parent?: string;
  /** The sub-process whose lane it is. */
  readonly inside?: string;
  readonly responsible?: readonly Responsible[];
  /** Working calendar of terms in the lane; that of the process when left out. */
  readonly calendar?: string;
  readonly extra?: Extra;
}

/** Who does a task. Several entries are alternatives. */
export interface Responsible {
  readonly kind: "user" | "role" | "team" | "unitHead" | "superior" | "field" | "formula" | "starter";
  /**
   * Name of the user, role, team or field, or the formula. superior: field of the record with people, or a formula that gives them;
   * whoever started the process when left out. unitHead: field of the record with a unit, or name or code of a unit; the record's unit,
   * else that of whoever started the process, when left out.
   */
  readonly value?: string;
  /** Of a collegial action: what the voice of each counts; 1 when left out. Of somebody found several times the largest. */
  readonly weight?: number;
}

export interface Variable {
  readonly id: string;
  readonly name: string;
  readonly type?: "text" | "number" | "boolean" | "date" | "dateTime" | "time" | "duration" | "list" | "context" | "any";
  readonly label?: string;
  readonly default?: Json;
  /** Whoever starts the process by hand is asked for it. */
  readonly ask?: boolean;
  readonly required?: boolean;
  readonly extra?: Extra;
}

export interface Flow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  readonly description?: string;
  readonly condition?: Formula;
  readonly extra?: Extra;
}

export interface MessageFlow {
  readonly id: string;
  /** Node or pool. */
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  readonly description?: string;
  readonly message?: string;
  readonly extra?: Extra;
}

export interface Artifact {
  readonly id: string;
  readonly type: "annotation" | "group" | "association" | "dataObject" | "dataObjectReference" | "dataStore" | "dataStoreReference" | "other";
  readonly label?: string;
  readonly description?: string;
  readonly pool?: string;
  readonly inside?: string;
  readonly from?: string;
  readonly to?: string;
  readonly extra?: Extra;
}

/** `to` gets the value of the formula. */
export interface Mapping {
  readonly to: string;
  readonly from: Formula;
}

export type Trigger = { [T in TriggerType]: { readonly id: string; readonly type: T; readonly extra?: Extra } & TriggerOptions[T] }[TriggerType];

/** Repetition of an activity. */
export type Loop =
  | {
      /** Again and again while the condition holds. */
      readonly kind: "repeat";
      readonly condition?: Formula;
      /** Ask before the first round, too. */
      readonly testBefore?: boolean;
      readonly maximum?: number;
      readonly extra?: Extra;
    }
  | {
      /** Once for each item, all at the same time or one after another. */
      readonly kind: "parallel" | "sequential";
      /** How often; or `items`. */
      readonly count?: Formula;
      readonly items?: Formula;
      /** Variable of the present item. */
      readonly item?: string;
      /** Asked after each round; true ends the rest. */
      readonly completion?: Formula;
      /** Variable that gets the list of results, in the order of the items. */
      readonly collect?: Mapping;
      /** When rounds throw an event for the border of the activity: after the first, after each, or when a condition holds. */
      readonly announce?: "first" | "each" | "when";
      readonly announcements?: readonly { readonly condition?: Formula; readonly trigger: Trigger }[];
      readonly extra?: Extra;
    };

/** What every node may have, whatever its type. */
export interface NodeBase {
  readonly id: string;
  readonly label?: string;
  readonly description?: string;
  readonly pool?: string;
  readonly lane?: string;
  /** The sub-process it lies in. */
  readonly inside?: string;
  /** Working calendar of its terms; that of its lane or the process when left out. */
  readonly calendar?: string;
  readonly extra?: Extra;
  // Events
  readonly triggers?: readonly Trigger[];
  /** All triggers must happen, not any. */
  readonly parallelMultiple?: boolean;
  /** Boundary events: the activity. */
  readonly attachedTo?: string;
  /** Boundary events and starts of event sub-processes; true when left out. */
  readonly interrupting?: boolean;
  // Activities and gateways
  /** The flow taken when no condition holds. */
  readonly default?: string;
  // Activities
  readonly loop?: Loop;
  /** Runs only to undo another activity. */
  readonly forCompensation?: boolean;
  /** Undone by this activity (for the activity that has a compensation boundary event, on that event). */
  readonly handler?: string;
  readonly startQuantity?: number;
  readonly completionQuantity?: number;
  readonly inputs?: readonly Mapping[];
  readonly outputs?: readonly Mapping[];
  readonly variables?: readonly Variable[];
}

export type NodeOf<T extends NodeType> = NodeBase & { readonly type: T; readonly options?: NodeOptions[T] };
export type ProcessNode = { [T in NodeType]: NodeOf<T> }[NodeType];
