/** What a process asks for while it runs, found out once for each version: what nobody asks for is not read. */
import type { ProcessModel } from "../model/kinds/process/model";
import type { ProcessEvent } from "../workflow/engine/events";
import type { ProcessState } from "../workflow/engine/state";

const RECORD = /\brecord\b/;
/** With these, a formula is asked only when its own node, or a border of it, is reached. */
const PLAIN_TRIGGERS: readonly string[] = ["timer", "message", "signal", "error", "terminate"];

interface Asked {
  readonly anywhere: boolean;
  /** Nodes after which somebody may still ask; undefined: it cannot be told node by node. */
  readonly after: ReadonlySet<string> | undefined;
}

const known = new WeakMap<ProcessModel, Asked>();
const together = new WeakMap<ProcessModel, boolean>();
const spoken = new WeakMap<object, boolean>();

/** May what the event sets going ask for the record? */
export function asksForRecord(model: ProcessModel, state: ProcessState, event: ProcessEvent): boolean {
  const { anywhere, after } = known.get(model) ?? find(model);
  if (!anywhere || !after || event.type !== "done") return anywhere;
  return after.has(state.tokens[event.token]?.node ?? "") || Object.values(state.tokens).some(({ node }) => after.has(node));
}

/** Values of a version that formulas are made of may speak of the record. */
export function speaksOfRecord(values: object): boolean {
  const found = spoken.get(values) ?? RECORD.test(JSON.stringify(values));
  spoken.set(values, found);
  return found;
}

/** Has it collegial steps? */
export function asksTogether(model: ProcessModel): boolean {
  const found = together.get(model) ?? model.definition.nodes.some((node) => node.type === "userTask" && node.options?.collegial !== undefined);
  together.set(model, found);
  return found;
}

function find(model: ProcessModel): Asked {
  const asked = { anywhere: RECORD.test(JSON.stringify(model.definition)), after: isPlain(model) ? asking(model) : undefined };
  known.set(model, asked);
  return asked;
}

const isPlain = ({ definition: { nodes } }: ProcessModel): boolean => nodes.every(({ inside, triggers = [] }) => inside === undefined && triggers.every(({ type }) => PLAIN_TRIGGERS.includes(type)));

/** Nodes that ask themselves, and all that lead to one. */
function asking({ definition: { nodes, flows } }: ProcessModel): ReadonlySet<string> {
  const from = new Map<string, string[]>();
  const lead = (source: string, target: string) => from.set(target, [...(from.get(target) ?? []), source]);
  for (const flow of flows) lead(flow.from, flow.to);
  for (const { id, attachedTo } of nodes) if (attachedTo !== undefined) lead(attachedTo, id);
  const found = new Set<string>();
  const queue = [...nodes.filter((node) => RECORD.test(JSON.stringify(node))).map(({ id }) => id), ...flows.filter((flow) => RECORD.test(JSON.stringify(flow))).map((flow) => flow.from)];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    queue.push(...(from.get(id) ?? []));
  }
  return found;
}
