/** XPDL lets any step divide and join ways and begin a process; here gateways and events say so. */
import type { Flow, ProcessNode } from "../definition/types";
import { definitionOf, patched } from "../edit/elements";
import type { Container } from "./import";
import type { Ids } from "./xml-parts";

interface Steps {
  readonly nodes: readonly ProcessNode[];
  readonly flows: readonly Flow[];
}

const isOf = (type: string | undefined, names: readonly string[]): boolean => type !== undefined && names.includes(type);

/** A gateway behind a step that chooses one of several ways, and before one that waits for all. */
export function withExplicitGateways({ nodes, flows, restrictions }: Container, ids: Ids): Steps {
  let [steps, ways] = [[...nodes], [...flows]];
  for (const [id, { split, join }] of restrictions) {
    const node = steps.find((one) => one.id === id);
    if (!node || definitionOf(node.type).role !== "activity") continue;
    const place = { ...(node.pool !== undefined && { pool: node.pool }), ...(node.lane !== undefined && { lane: node.lane }), ...(node.inside !== undefined && { inside: node.inside }) };
    const one = isOf(split, ["XOR", "Exclusive"]);
    if (ways.filter(({ from }) => from === id).length > 1 && (one || isOf(split, ["OR", "Inclusive"]))) {
      const gateway = ids.of(`${id}_split`);
      ways = [...ways.map((flow) => (flow.from === id ? { ...flow, from: gateway } : flow)), { id: ids.of(`${id}_to_split`), from: id, to: gateway }];
      const { default: chosen } = node;
      steps = [...steps.map((step) => (step.id === id ? patched(step, { default: undefined }) : step)), { id: gateway, type: one ? "exclusiveGateway" : "inclusiveGateway", ...place, ...(chosen !== undefined && { default: chosen }) } as ProcessNode];
    }
    if (ways.filter(({ to }) => to === id).length > 1 && isOf(join, ["AND", "Parallel"])) {
      const gateway = ids.of(`${id}_join`);
      ways = [...ways.map((flow) => (flow.to === id ? { ...flow, to: gateway } : flow)), { id: ids.of(`${id}_from_join`), from: gateway, to: id }];
      steps.push({ id: gateway, type: "parallelGateway", ...place } as ProcessNode);
    }
  }
  return { nodes: steps, flows: ways };
}

/** A start and ends where the file has none: before steps nothing leads to, behind those that lead to nothing. */
export function withExplicitStart({ nodes, flows }: Steps, ids: Ids, pool: string, inside?: string): Steps {
  const own = nodes.filter((node) => node.inside === inside && node.attachedTo === undefined);
  const added: ProcessNode[] = [];
  const ways: Flow[] = [];
  const place = (node: ProcessNode) => ({ pool, ...(node.lane !== undefined && { lane: node.lane }), ...(inside !== undefined && { inside }) });
  const first = own.filter((node) => !flows.some(({ to }) => to === node.id));
  if (first.length > 0 && !own.some(({ type }) => type === "startEvent")) {
    const start = ids.of(inside === undefined ? "start" : `${inside}_start`);
    added.push({ id: start, type: "startEvent", ...place(first[0]!) } as ProcessNode);
    for (const node of first) ways.push({ id: ids.of(`${start}_to_${node.id}`), from: start, to: node.id });
  }
  if (!own.some(({ type }) => type === "endEvent")) {
    for (const node of own.filter((step) => !flows.some(({ from }) => from === step.id))) {
      const end = ids.of(`${node.id}_end`);
      added.push({ id: end, type: "endEvent", ...place(node) } as ProcessNode);
      ways.push({ id: ids.of(`${node.id}_to_end`), from: node.id, to: end });
    }
  }
  return { nodes: [...nodes, ...added], flows: [...flows, ...ways] };
}
