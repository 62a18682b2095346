import Ajv2020 from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import condition from "../../../metadata/schemas/condition.schema.json";
import common from "../../../metadata/schemas/common.schema.json";
import notification from "../../../metadata/schemas/notification.schema.json";
import schema from "../../../metadata/schemas/process.schema.json";
import { checkProcess } from "../check/check-process";
import type { ProcessDefinition } from "../definition/types";
import { nodeDefinitions } from "../nodes/index";
import { nodeExamples } from "../nodes/examples";
import type { NodeType } from "../nodes/options";
import { draw } from "../simulate/draw";
import { alignNodes } from "./align";
import { copyNodes, pasteClip, readClip } from "./clipboard";
import { around, drawingOf, redraw } from "./drawing";
import { idsOf, into, outOf } from "./elements";
import { fixOf } from "./fixes";
import { connect, moveFlow, reconnect, refusal, setDefault, setFlow, splitFlow, toLane } from "./flows";
import { appendAfter } from "./grow";
import { changed, openHistory, redone, undone } from "../../kernel/history";
import { addLane, bandsOf, moveLane, removeLane, resizeLane, setLane } from "./lanes";
import { addNode, changeType, moveNodes, resizeNode, setNode, setOption } from "./nodes";
import { removeElements } from "./remove";

const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true, allowUnionTypes: true });
ajv.addSchema(common, "common.schema.json");
ajv.addSchema(condition, "condition.schema.json");
ajv.addSchema(notification, "notification.schema.json");
ajv.addSchema(schema, "process.schema.json");
const fits = ajv.getSchema("process.schema.json")!;

const TYPES = Object.keys(nodeDefinitions) as NodeType[];
const empty: ProcessDefinition = { id: "p", name: "p", label: "P", nodes: [], flows: [] };

/** A process with places: examples have none. */
function placed(definition: ProcessDefinition): ProcessDefinition {
  return redraw(definition, { shapes: new Map(definition.nodes.map((node, at) => [node.id, around({ x: 100 + (at % 8) * 200, y: 100 + Math.floor(at / 8) * 120 }, { width: 100, height: 60 })])) });
}

type Command = (definition: ProcessDefinition) => ProcessDefinition;
const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];

/** Any command on any elements: three numbers choose. */
const command: fc.Arbitrary<Command> = fc.tuple(fc.nat(21), fc.nat(50), fc.nat(50), fc.integer({ min: -400, max: 900 })).map(([which, a, b, n]) => (now) => {
  const [node, other] = [pick(now.nodes, a)?.id ?? "", pick(now.nodes, b)?.id ?? ""];
  const flow = pick(now.flows, a)?.id ?? "";
  const lane = pick(now.lanes ?? [], a)?.id ?? "";
  const type = pick(TYPES.filter((one) => one !== "boundaryEvent"), b)!;
  const clip = copyNodes(now, [node, other]);
  const commands: readonly (() => ProcessDefinition)[] = [
    () => addNode(now, { type }, { x: n, y: a * 20 })[0], () => appendAfter(now, node, { type })[0], () => connect(now, node, other)[0], () => removeElements(now, [node]), () => removeElements(now, [node, other, flow]),
    () => splitFlow(now, flow, { type })[0], () => changeType(now, node, type), () => moveNodes(now, [node, other], { x: n, y: a }), () => resizeNode(now, node, { x: n, y: n, width: 200, height: 100 }),
    () => addLane(now, `Lane ${a}`), () => setLane(now, lane, { label: "Other" }), () => moveLane(now, lane, a % 2 === 0 ? 1 : -1), () => resizeLane(now, lane, Math.abs(n)), () => removeLane(now, lane),
    () => setNode(now, node, { label: "Words", description: undefined }), () => setFlow(now, flow, { condition: "amount > 1" }), () => setDefault(now, flow), () => moveFlow(now, flow, 1), () => reconnect(now, flow, { to: node }),
    () => (clip ? pasteClip(now, clip, { x: 40, y: 40 })[0] : now), () => alignNodes(now, [node, other], "middle"), () => toLane(now, node, pick(now.lanes ?? [], b)?.id),
  ];
  return commands[which]!();
});

/** Nothing speaks of what is not there, and everything that stands somewhere exists. */
function dangling(definition: ProcessDefinition): readonly string[] {
  const nodes = new Set(definition.nodes.map(({ id }) => id));
  const lanes = new Set((definition.lanes ?? []).map(({ id }) => id));
  const flows = new Set(definition.flows.map(({ id }) => id));
  const missing = (what: string, ids: ReadonlySet<string>, id: string | undefined): readonly string[] => (id === undefined || ids.has(id) ? [] : [`${what} ${id}`]);
  return [
    ...definition.flows.flatMap((flow) => [...missing("from", nodes, flow.from), ...missing("to", nodes, flow.to)]),
    ...definition.nodes.flatMap((node) => [...missing("lane", lanes, node.lane), ...missing("inside", nodes, node.inside), ...missing("host", nodes, node.attachedTo), ...missing("default", flows, node.default), ...missing("handler", nodes, node.handler)]),
    ...[...drawingOf(definition).shapes.keys()].flatMap((id) => missing("shape", idsOf(definition), id)), ...[...drawingOf(definition).edges.keys()].flatMap((id) => missing("edge", idsOf(definition), id)),
  ];
}

const beginnings = [empty, ...Object.values(nodeExamples).flat().map((example) => placed(example.process))];

describe("commands of the designer", () => {
  it("always give a process that fits the schema and speaks of nothing that is gone; each can be taken back and done again", () => {
    fc.assert(fc.property(fc.constantFrom(...beginnings), fc.array(command, { maxLength: 25 }), (first, commands) => {
      const before = JSON.stringify(first);
      let history = openHistory(first);
      for (const act of commands) history = changed(history, act(history.now));
      expect(fits(history.now), JSON.stringify(fits.errors?.slice(0, 2))).toBe(true);
      expect(dangling(history.now)).toEqual([]);
      expect(new Set(history.now.nodes.map(({ id }) => id)).size).toBe(history.now.nodes.length);
      const last = history.now;
      const steps = history.past.length;
      for (let step = 0; step < steps; step++) history = undone(history);
      expect(history.now).toBe(first);
      expect(JSON.stringify(first)).toBe(before);
      for (let step = 0; step < steps; step++) history = redone(history);
      expect(history.now).toBe(last);
    }), { numRuns: 150 });
  });

  it("heal the flow when a step in it is deleted, keeping the condition that led to it", () => {
    const process = draw({ s: "startEvent", x: "exclusiveGateway", a: "task", b: "task", e: "endEvent" }, "s x", "x a: amount > 10", "x b: default", "a e", "b e");
    const after = removeElements(process, ["a"]);
    expect(outOf(after, "x").map(({ to, condition }) => [to, condition])).toEqual([["e", "amount > 10"], ["b", undefined]]);
    const both = removeElements(process, ["a", "b"]);
    expect(outOf(both, "x").map(({ to }) => to)).toEqual(["e"]);
    expect(into(removeElements(process, ["s"]), "x")).toEqual([]);
  });

  it("put a step into the way on, and give a gateway another branch", () => {
    const process = placed(draw({ s: "startEvent", x: "exclusiveGateway", e: "endEvent" }, "s x", "x e"));
    const [between, step] = appendAfter(process, "s", { type: "userTask" });
    expect(between.flows.map(({ from, to }) => `${from} ${to}`)).toEqual([`s ${step}`, `${step} x`, "x e"]);
    const [branched, end] = appendAfter(process, "x", { type: "endEvent" });
    expect(outOf(branched, "x").map(({ to }) => to)).toEqual(["e", end]);
    expect(appendAfter(process, "e", { type: "task" })[0]).toBe(process);
  });

  it("keep nodes in the lane they stand in, and lanes stacked without gaps", () => {
    const process = addLane(addLane(placed(draw({ s: "startEvent", a: "userTask", e: "endEvent" }, "s a e")), "Seller"), "Head");
    expect(process.nodes.map(({ lane }) => lane)).toEqual(["lane", "lane", "lane"]);
    const [seller, head] = bandsOf(process);
    expect(head!.y).toBe(seller!.y + seller!.height);
    const moved = moveNodes(process, ["a"], { x: 0, y: seller!.height });
    expect(moved.nodes[1]!.lane).toBe("lane2");
    const swapped = moveLane(moved, "lane2", -1);
    expect(bandsOf(swapped).map(({ lane }) => lane.label)).toEqual(["Head", "Seller"]);
    expect(drawingOf(swapped).shapes.get("a")!.y).toBeLessThan(drawingOf(swapped).shapes.get("s")!.y);
    const without = removeLane(swapped, "lane2");
    expect(without.nodes.map(({ lane }) => lane)).toEqual(["lane", "lane", "lane"]);
    expect(bandsOf(without)[0]!.height).toBeGreaterThan(bandsOf(swapped)[0]!.height);
  });

  it("make the frame of a pool without lanes as large as what stands in it", () => {
    const drawn = redraw({ ...empty, pools: [{ id: "shop" }] }, { shapes: new Map([["shop", { x: 0, y: 0, width: 200, height: 100 }]]) });
    const [process, id] = addNode(drawn, { type: "userTask" }, { x: 100, y: 50 });
    expect(drawingOf(process).shapes.get("shop")).toMatchObject({ x: 0, width: 200 });
    expect(drawingOf(moveNodes(process, [id], { x: 300, y: -100 })).shapes.get("shop")).toMatchObject({ x: 0, y: -110, width: 500, height: 220 });
  });

  it("move what lies in a sub-process and sits on a border with it", () => {
    const [sub, box] = addNode(empty, { type: "subProcess" }, { x: 400, y: 200 });
    const [held, inner] = addNode(sub, { type: "task" }, { x: 400, y: 200 });
    const [process, border] = addNode(held, { type: "boundaryEvent", attachedTo: box, triggers: [{ id: "t", type: "timer", duration: "P1D" }] }, { x: 400, y: 290 });
    expect(process.nodes.find(({ id }) => id === inner)!.inside).toBe(box);
    const moved = moveNodes(process, [box], { x: 50, y: 10 });
    expect(drawingOf(moved).shapes.get(border)).toMatchObject({ x: 430, y: 280 });
    expect(removeElements(moved, [box]).nodes).toEqual([]);
  });

  it("say why two elements cannot be joined", () => {
    const process = draw({ s: "startEvent", a: "task", e: "endEvent", h: { type: "task", forCompensation: true } }, "s a e");
    expect([refusal(process, "a", "a"), refusal(process, "a", "s"), refusal(process, "e", "a"), refusal(process, "s", "a"), refusal(process, "a", "h"), refusal(process, "s", "e")]).toEqual(["same", "toStart", "fromEnd", "joined", "apart", undefined]);
  });

  it("paste copies with ids of their own, from another process, too", () => {
    const process = placed(draw({ s: "startEvent", x: "exclusiveGateway", a: "task" }, "s x", "x a: default"));
    const clip = readClip(JSON.stringify(copyNodes(process, ["x", "a"])))!;
    const [twice, ids] = pasteClip(process, clip, { x: 30, y: 30 });
    expect(ids).toHaveLength(2);
    expect(twice.nodes.find(({ id }) => id === ids[0])!.default).toBe(outOf(twice, ids[0]!)[0]!.id);
    expect(new Set(idsOf(twice)).size).toBe(1 + twice.nodes.length + twice.flows.length);
    expect(pasteClip(empty, clip, { x: 0, y: 0 })[0].flows).toEqual(clip.flows);
    expect(readClip("hello")).toBeUndefined();
  });

  it("join typing into one step", () => {
    let history = openHistory(empty);
    for (const label of ["A", "Ap", "App"]) history = changed(history, { ...history.now, label }, "label");
    expect(history.past).toHaveLength(1);
    expect(undone(history).now).toBe(empty);
  });
});

describe("fixes", () => {
  const mended = (process: ProcessDefinition, code: string): ProcessDefinition => {
    const found = checkProcess(process).find((problem) => problem.code === code)!;
    return fixOf(process, found)!.apply(process);
  };
  it.each([
    ["noCondition", draw({ s: "startEvent", x: "exclusiveGateway", a: "task", b: "task", e: "endEvent" }, "s x", "x a: amount > 10", "x b", "a e", "b e")],
    ["noDefault", draw({ s: "startEvent", x: "exclusiveGateway", a: "task", b: "task", e: "endEvent" }, "s x", "x a: amount > 10", "x b: amount < 10", "a e", "b e")],
    ["noOutgoing", draw({ s: "startEvent", a: "task", e: "endEvent", b: "task" }, "s a e", "s b")],
    ["noIncoming", draw({ s: "startEvent", a: "task", e: "endEvent", b: "task" }, "s a e", "b e")],
    ["noResponsible", draw({ s: "startEvent", a: "userTask", e: "endEvent" }, "s a e")],
    ["noRecipient", draw({ s: "startEvent", a: { type: "userTask", options: { responsible: [{ kind: "starter" }], due: "P1D", notifications: [{ id: "n", on: "overdue" }, { id: "m", on: "created", to: [{ kind: "role" }] }] } }, e: "endEvent" }, "s a e")],
    ["conditionIgnored", draw({ s: "startEvent", x: "parallelGateway", a: "task", e: "endEvent" }, "s x", "x a: amount > 1", "a e")],
    ["deadlock", draw({ s: "startEvent", x: "exclusiveGateway", a: "task", b: "task", j: "parallelGateway", e: "endEvent" }, "s x", "x a: amount > 10", "x b: default", "a j", "b j", "j e")],
    ["notJoined", draw({ s: "startEvent", x: "parallelGateway", a: "task", b: "task", j: "exclusiveGateway", e: "endEvent" }, "s x", "x a j e", "x b j")],
    ["flowFromEnd", draw({ s: "startEvent", a: "task", e: "endEvent" }, "s a e", "e a")],
  ])("mend %s", (code, process) => expect(checkProcess(mended(placed(process), code)).filter((problem) => problem.code === code)).toEqual([]));

  it("leave to people what only people know", () => expect(fixOf(empty, { code: "noService", severity: "error", area: "completeness", elements: ["a"], message: "" })).toBeUndefined());
  it("keep who, until when, notifications and files when a task is done outside from now on", () => {
    const card = { responsible: [{ kind: "starter" }], due: "P1D", notifications: [{ id: "n", on: "overdue", to: [{ kind: "performer" }] }], attachments: [{ id: "a", label: "A" }] };
    const process = draw({ a: { type: "userTask", options: { ...card, form: "main" } } });
    expect(changeType(process, "a", "manualTask").nodes[0]!.options).toEqual({ confirm: true, ...card });
    expect(changeType(process, "a", "task").nodes[0]!.options).toBeUndefined();
  });
  it("change options one by one", () => expect(setOption(draw({ a: "userTask" }), "a", "due", "P2D").nodes[0]!.options).toEqual({ due: "P2D" }));
});
