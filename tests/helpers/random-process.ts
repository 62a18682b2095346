/** Random processes: block-structured ones, which are sound by construction, and small nets of gateways, which need not be. */
import fc from "fast-check";
import type { ProcessDefinition } from "../../runtime/workflow/definition/types";
import type { NodeType } from "../../runtime/workflow/nodes/options";
import { draw, type Drawn } from "../../runtime/workflow/simulate/draw";

type Block =
  | { readonly kind: "task" | "user" | "broken" }
  | { readonly kind: "sequence" | "choice" | "parallel" | "some" | "sub"; readonly parts: readonly Block[] };

const leaf = fc.constantFrom<Block>({ kind: "task" }, { kind: "user" }, { kind: "broken" });

const block: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof({ maxDepth: 3 }, leaf, fc.record({ kind: fc.constantFrom("sequence" as const, "choice" as const, "parallel" as const, "some" as const, "sub" as const), parts: fc.array(tie("block"), { minLength: 2, maxLength: 3 }) })),
})).block;

/** Two ends of a drawn block. */
interface Drawing {
  readonly nodes: Record<string, Drawn>;
  readonly lines: string[];
  count: number;
}

/** Draws a block; answers with its first and last node. Choices ask for the variables c1, c2 … (numbers). */
function drawBlock(drawing: Drawing, one: Block, inside: string | undefined): readonly [string, string] {
  const place = inside === undefined ? {} : { inside };
  const add = (type: NodeType, more: Record<string, unknown> = {}): string => {
    const id = `n${++drawing.count}`;
    drawing.nodes[id] = { type, ...place, ...more };
    return id;
  };
  if (!("parts" in one)) {
    const id = one.kind === "task" ? add("task") : one.kind === "user" ? add("userTask") : add("userTask", { inputs: [{ to: "x", from: "missing" }] });
    return [id, id];
  }
  if (one.kind === "sub") {
    const sub = add("subProcess");
    const inner = drawChain(drawing, one.parts, sub);
    const start = `n${++drawing.count}`;
    const end = `n${++drawing.count}`;
    drawing.nodes[start] = { type: "startEvent", inside: sub };
    drawing.nodes[end] = { type: "endEvent", inside: sub };
    drawing.lines.push(`${start} ${inner[0]}`, `${inner[1]} ${end}`);
    return [sub, sub];
  }
  if (one.kind === "sequence") return drawChain(drawing, one.parts, inside);
  const type = one.kind === "choice" ? "exclusiveGateway" : one.kind === "parallel" ? "parallelGateway" : "inclusiveGateway";
  const [split, join] = [add(type), add(type)];
  one.parts.forEach((part, at) => {
    const [first, last] = drawBlock(drawing, part, inside);
    drawing.lines.push(one.kind === "parallel" ? `${split} ${first}` : at === 0 ? `${split} ${first}: default` : `${split} ${first}: c${(drawing.count % 5) + 1} > ${at}`, `${last} ${join}`);
  });
  return [split, join];
}

function drawChain(drawing: Drawing, parts: readonly Block[], inside: string | undefined): readonly [string, string] {
  const drawn = parts.map((part) => drawBlock(drawing, part, inside));
  drawn.slice(1).forEach(([first], at) => drawing.lines.push(`${drawn[at]![1]} ${first}`));
  return [drawn[0]![0], drawn.at(-1)![1]];
}

export const randomProcess: fc.Arbitrary<ProcessDefinition> = fc.array(block, { minLength: 1, maxLength: 3 }).map((parts) => {
  const drawing: Drawing = { nodes: { start: "startEvent", end: "endEvent" }, lines: [], count: 0 };
  const [first, last] = drawChain(drawing, parts, undefined);
  return draw(drawing.nodes, `start ${first}`, ...drawing.lines, `${last} end`);
});

export const choices = fc.record({ c1: fc.integer({ min: 0, max: 3 }), c2: fc.integer({ min: 0, max: 3 }), c3: fc.integer({ min: 0, max: 3 }), c4: fc.integer({ min: 0, max: 3 }), c5: fc.integer({ min: 0, max: 3 }) });

/**
 * A net without loops of up to six gateways and tasks between start and end: each node has one to three flows to later nodes.
 * Every condition is a variable of its own (yes or no), so all ways can be tried.
 */
export const randomNet: fc.Arbitrary<ProcessDefinition> = fc.array(fc.record({ type: fc.constantFrom("exclusiveGateway" as const, "parallelGateway" as const, "parallelGateway" as const, "inclusiveGateway" as const, "task" as const), jumps: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }) }), { minLength: 2, maxLength: 6 }).map((parts) => {
  const nodes: Record<string, Drawn> = { start: "startEvent" };
  parts.forEach((part, at) => (nodes[`g${at}`] = part.type));
  nodes.end = "endEvent";
  const lines = [`start g0`];
  const reached = new Set([0]);
  parts.forEach((part, at) => {
    const targets = [...new Set(part.jumps.map((jump) => Math.min(at + jump, parts.length)))];
    targets.forEach((target, index) => {
      reached.add(target);
      const name = target === parts.length ? "end" : `g${target}`;
      const chooses = part.type === "exclusiveGateway" || part.type === "inclusiveGateway";
      lines.push(!chooses || targets.length === 1 ? `g${at} ${name}` : index === 0 ? `g${at} ${name}: default` : `g${at} ${name}: pick_g${at}_${index}`);
    });
  });
  const lost = parts.flatMap((_, at) => (reached.has(at) ? [] : [`g${at}`]));
  for (const id of lost) delete nodes[id];
  return draw(nodes, ...lines.filter((line) => !lost.some((id) => line.split(/[ :]/).includes(id))));
});
