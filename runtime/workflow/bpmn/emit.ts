/** Process JSON → the BPMN file it says, without what `extra` keeps of another file (that is put in by patch.ts). */
import type { Artifact, Flow, Lane, Pool, ProcessDefinition, ProcessNode, Variable } from "../definition/types";
import { el, expression, textElement, type Built } from "./built";
import { emitPage } from "./emit-di";
import { emitArtifact, emitNode, emitVariable } from "./emit-nodes";
import { RootElements } from "./emit-roots";
import { SETTINGS, settingsElement, settingsOf, untold } from "./settings";
import type { Xml } from "./xml";

const FEEL = "https://www.omg.org/spec/DMN/20191111/FEEL/";
const TARGET = "https://metaloom.dev/processes";

/** `present`: outermost elements the file has beside ours. */
export function emit(definition: ProcessDefinition, present: readonly Xml[]): Built {
  return new Emitter(definition, present).file();
}

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
};

class Emitter {
  private readonly pools: readonly Pool[];
  /** Pools that are processes; the others are partners we only exchange messages with. */
  private readonly ours: ReadonlySet<Pool>;
  private readonly roots: RootElements;
  private readonly nodes: ReadonlyMap<string, readonly ProcessNode[]>;
  private readonly flows: ReadonlyMap<string, readonly Flow[]>;
  private readonly artifacts: ReadonlyMap<string, readonly Artifact[]>;
  private readonly lanes: ReadonlyMap<string, readonly Lane[]>;
  private readonly incoming: ReadonlyMap<string, readonly Flow[]>;
  private readonly outgoing: ReadonlyMap<string, readonly Flow[]>;
  private readonly drawn: ReadonlySet<string>;
  private readonly processes = new Map<string, string>();

  constructor(private readonly definition: ProcessDefinition, present: readonly Xml[]) {
    this.pools = definition.pools && definition.pools.length > 0 ? definition.pools : [{ id: definition.id, label: definition.label }];
    const busy = new Set(definition.nodes.map(({ pool }) => pool));
    const ours = this.pools.filter((pool) => pool.process !== undefined || busy.has(pool.id));
    this.ours = new Set(ours.length > 0 ? ours : definition.nodes.length > 0 || this.pools.length === 1 ? this.pools.slice(0, 1) : []);
    const first = ours[0] ?? this.pools[0]!;
    // An empty key stands for “in no sub-process”; what names no pool lies in the first.
    const place = (part: { readonly pool?: string; readonly inside?: string }): string => part.inside ?? `pool ${this.pools.some(({ id }) => id === part.pool) ? part.pool : first.id}`;
    this.nodes = groupBy(definition.nodes, place);
    this.artifacts = groupBy(definition.artifacts ?? [], place);
    this.lanes = groupBy(definition.lanes ?? [], (lane) => (lane.parent !== undefined ? `lane ${lane.parent}` : place(lane)));
    const places = new Map(definition.nodes.map((node) => [node.id, place(node)]));
    this.flows = groupBy(definition.flows, (flow) => places.get(flow.from) ?? places.get(flow.to) ?? `pool ${first.id}`);
    this.incoming = groupBy(definition.flows, ({ to }) => to);
    this.outgoing = groupBy(definition.flows, ({ from }) => from);
    this.drawn = new Set((definition.di ?? []).flatMap((page) => page.shapes.map(({ element }) => element)));
    this.roots = new RootElements(present, idsOf(definition));
    for (const pool of this.pools) if (this.ours.has(pool)) this.processes.set(pool.id, pool.process ?? (this.isParticipant(pool) ? this.roots.free(`process_${pool.id}`) : pool.id));
  }

  file(): Built {
    const { definition, pools } = this;
    const participants = pools.filter((pool) => this.isParticipant(pool));
    const messageFlows = (definition.messageFlows ?? []).map((flow) => el("messageFlow", {
      id: flow.id, name: flow.label, sourceRef: flow.from, targetRef: flow.to, messageRef: flow.message === undefined ? undefined : this.roots.idOf("message", flow.message),
    }, [textElement("documentation", flow.description)], flow));
    const known = typeof definition.extra?.collaborationId === "string" ? definition.extra.collaborationId : undefined;
    const collaboration = participants.length + messageFlows.length > 0 || known !== undefined ? (known ?? this.roots.free(`collaboration_${definition.id}`)) : undefined;
    const processes = pools.filter((pool) => this.processes.has(pool.id)).map((pool) => this.process(pool));
    const whole = collaboration ?? this.processes.values().next().value;
    const pages = (definition.di ?? []).map((page) => emitPage(page, whole));
    const settings = untold(settingsOf("definition", { ...definition }), definition);
    return el("definitions", {
      id: `definitions_${definition.id}`, name: definition.label, targetNamespace: TARGET, expressionLanguage: FEEL, exporter: "Metaloom", [SETTINGS]: Object.keys(settings).length > 0 ? JSON.stringify(settings) : undefined,
    }, [
      ...this.roots.made, collaboration === undefined ? undefined : el("collaboration", { id: collaboration }, [...participants.map((pool) => this.participant(pool)), ...messageFlows], definition, "collaboration"), ...processes, ...pages,
    ], definition);
  }

  private isParticipant(pool: Pool): boolean {
    if (pool.process !== undefined) return pool.process !== pool.id;
    return this.pools.length > 1 || this.drawn.has(pool.id) || (this.definition.messageFlows ?? []).length > 0;
  }

  private participant(pool: Pool): Built {
    return el("participant", { id: pool.id, name: pool.label, processRef: this.processes.get(pool.id) }, [textElement("documentation", pool.description)], pool, "participant");
  }

  private process(pool: Pool): Built {
    const participant = this.isParticipant(pool);
    const id = this.processes.get(pool.id);
    const words = participant ? {} : { name: pool.label };
    const documentation = participant ? undefined : textElement("documentation", pool.description);
    if (typeof pool.extra?.named === "string") return el(pool.extra.named, { id, ...words }, [documentation], pool, "process");
    const key = `pool ${pool.id}`;
    return el("process", { id, ...words, isExecutable: pool.executable !== false }, [documentation, ...this.inside(key, pool.variables ?? [])], pool, "process");
  }

  private inside(key: string, variables: readonly Variable[]): readonly (Built | undefined)[] {
    const artifacts = this.artifacts.get(key) ?? [];
    const held = new Map(variables.map((variable) => [variable.id, variable]));
    const data = new Set(artifacts.map(({ id }) => id));
    return [
      ...variables.filter(({ id }) => !data.has(id)).map(emitVariable), this.laneSet("laneSet", key),
      ...(this.nodes.get(key) ?? []).map((node) => this.node(node)), ...(this.flows.get(key) ?? []).map((flow) => this.flow(flow)), ...artifacts.map((artifact) => emitArtifact(artifact, held.get(artifact.id))),
      ...this.undoing(key),
    ];
  }

  private node(node: ProcessNode): Built {
    const ids = (flows: readonly Flow[] | undefined): readonly string[] => (flows ?? []).map(({ id }) => id);
    // The variables of a sub-process are written among its properties, but for those that are data objects in it.
    const data = new Set((this.artifacts.get(node.id) ?? []).map(({ id }) => id));
    const inner = this.inside(node.id, (node.variables ?? []).filter(({ id }) => data.has(id))).filter((child) => child !== undefined);
    const bare = node.variables ? { ...node, variables: node.variables.filter(({ id }) => !data.has(id)) } : node;
    return { ...emitNode(bare, { incoming: ids(this.incoming.get(node.id)), outgoing: ids(this.outgoing.get(node.id)) }, inner, this.roots), owner: node };
  }

  private flow(flow: Flow): Built {
    return el("sequenceFlow", { id: flow.id, name: flow.label, sourceRef: flow.from, targetRef: flow.to }, [textElement("documentation", flow.description), expression("conditionExpression", flow.condition)], flow);
  }

  private laneSet(name: string, key: string): Built | undefined {
    const lanes = this.lanes.get(key);
    if (!lanes) return undefined;
    return el(name, {}, lanes.map((lane) => el("lane", { id: lane.id, name: lane.label }, [
      textElement("documentation", lane.description), settingsElement(settingsOf("lanes", { ...lane }), lane), ...this.definition.nodes.filter((node) => node.lane === lane.id).map(({ id }) => textElement("flowNodeRef", id)), this.laneSet("childLaneSet", `lane ${lane.id}`),
    ], lane)));
  }

  /** What undoes an activity is said by an association; drawn ones are artifacts already. */
  private undoing(key: string): readonly Built[] {
    const joined = new Set((this.definition.artifacts ?? []).filter(({ type }) => type === "association").flatMap(({ from, to }) => [`${from} ${to}`, `${to} ${from}`]));
    return (this.nodes.get(key) ?? []).flatMap((node) => (node.handler === undefined || joined.has(`${node.id} ${node.handler}`) ? []
      : [el("association", { id: this.roots.free(`undo_${node.id}`), sourceRef: node.id, targetRef: node.handler, associationDirection: "One" })]));
  }
}

function idsOf(definition: ProcessDefinition): readonly string[] {
  const parts = [definition, ...(definition.pools ?? []), ...(definition.lanes ?? []), ...definition.nodes, ...definition.flows, ...(definition.messageFlows ?? []), ...(definition.artifacts ?? [])];
  return [...parts.map(({ id }) => id), ...(definition.pools ?? []).flatMap(({ process }) => process ?? [])];
}
