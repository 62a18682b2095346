/** An instance on the drawing of its process: where it stands, where it was. Only the drawing: no rules, values or people of the definition. */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import type { ProcessModel } from "../model/kinds/process/model";
import type { ProcessDefinition } from "../workflow/definition/types";
import { wordIn, type ProcessCall } from "./call";
import type { Hand } from "./running";
import { visibleInstance } from "./views";

export interface InstanceDiagram {
  readonly definition: ProcessDefinition;
  /** Node → how many tokens stand there. */
  readonly tokens: Readonly<Record<string, number>>;
  /** Nodes that were entered, and flows between two of them. */
  readonly visited: readonly string[];
}

export async function readDiagram(hand: Hand, call: ProcessCall, id: string): Promise<InstanceDiagram> {
  const { row } = await visibleInstance(hand, call, id);
  const { model } = await hand.versions.byId(call.db, row.version_id);
  const tokens: Record<string, number> = {};
  for (const { node, status } of Object.values(row.state.tokens)) if (status !== "joined") tokens[node] = (tokens[node] ?? 0) + 1;
  const entered = new Set((await call.db.run<{ node: string }>(sql`select distinct node from ${sys("process_journal")} where instance_id = ${row.id}::uuid and event = any(${[...ENTERED]}::text[]) limit 2000`)).map(({ node }) => node));
  const flows = model.definition.flows.filter(({ from, to }) => entered.has(from) && entered.has(to)).map((flow) => flow.id);
  return { definition: drawnOnly(model, call.ctx.language), tokens, visited: [...entered, ...flows] };
}

/** Entries that say a node was reached. */
const ENTERED = ["started", "entered", "left", "caught", "thrown"];

function drawnOnly(model: ProcessModel, language: string): ProcessDefinition {
  const { id, name, pools, lanes, nodes, flows, messageFlows, di } = model.definition;
  const named = (label: string | undefined) => (label === undefined ? {} : { label });
  return {
    id, name, label: wordIn(model.label, language) ?? name, ...(pools && { pools: pools.map((pool) => ({ ...pool })) }), ...(di && { di }), ...(messageFlows && { messageFlows }),
    ...(lanes && { lanes: lanes.map(({ responsible: _people, ...lane }) => lane) }),
    nodes: nodes.map((node) => ({ id: node.id, type: node.type, ...named(wordIn(model.words.nodes[node.id], language) ?? node.label), ...(node.lane !== undefined && { lane: node.lane }), ...(node.pool !== undefined && { pool: node.pool }), ...(node.inside !== undefined && { inside: node.inside }), ...(node.attachedTo !== undefined && { attachedTo: node.attachedTo }), ...(node.default !== undefined && { default: node.default }) })),
    flows: flows.map(({ id: flow, from, to, label }) => ({ id: flow, from, to, ...named(label) })),
  } as ProcessDefinition;
}
