/**
 * Twelve small processes that together use what the hands do: tasks, records, timers, messages, signals, calls, letters, web
 * addresses, repetition, undoing. Each instance has a *tag*; what it does to the world bears the tag, so that it can be counted.
 */
import type { ProcessDefinition } from "../../runtime/workflow/definition/types";
import { draw, type Drawn } from "../../runtime/workflow/simulate/draw";

/** What happens to an instance besides its start, in this order. */
export type Deed = { readonly task: string; readonly decision?: string } | { readonly message: string } | "time";

/** Done so often when an instance has come to its end. */
interface Effects {
  readonly records: number;
  readonly letters?: number;
  readonly calls?: number;
}

export interface ModelProcess {
  readonly name: string;
  readonly definition: ProcessDefinition;
  readonly deeds: readonly Deed[];
  readonly effects: Effects;
  /** Not begun by hand but by another of them. */
  readonly helper?: true;
}

const make = (name = "tag"): Drawn => ({ type: "serviceTask", options: { service: "createRecord", settings: { entity: "request", set: { name: { formula: name }, amount: { value: 1 } } } } });
const ask = (more: Record<string, unknown> = {}): Drawn => ({ type: "userTask", options: { responsible: [{ kind: "role", value: "judge" }], ...more } });
const decisions = [{ id: "yes", name: "yes", label: "Yes" }, { id: "no", name: "no", label: "No" }];
const catching = (trigger: Record<string, unknown>, more: Record<string, unknown> = {}): Drawn => ({ type: "intermediateCatchEvent", triggers: [{ id: "t", ...trigger }], ...more });
const given = (...names: readonly string[]) => names.map((name) => ({ id: name, name, type: "text" as const, ask: true }));

function model(name: string, deeds: readonly Deed[], effects: Effects, nodes: Readonly<Record<string, Drawn>>, ...lines: readonly string[]): ModelProcess {
  return { name, deeds, effects, definition: { ...draw({ s: "startEvent", ...nodes, e: "endEvent" }, ...lines), id: name, name, label: name, variables: given("tag", "pause", "address") } };
}

const helper = (name: string, effects: Effects, start: Drawn, nodes: Readonly<Record<string, Drawn>>, ...lines: readonly string[]): ModelProcess => {
  const { definition } = model(name, [], effects, { s: start, ...nodes }, ...lines);
  return { name, definition, deeds: [], effects, helper: true };
};

export const MODEL_PROCESSES: readonly ModelProcess[] = [
  model("makes", [], { records: 2 }, { a: make(), b: make() }, "s a b e"),
  model("decides", [{ task: "ask", decision: "yes" }], { records: 1 }, { ask: ask({ decisions }), x: "exclusiveGateway", a: make() }, "s ask x", 'x a: decision = "yes"', "x e: default", "a e"),
  model("forks", [{ task: "left" }, { task: "right" }], { records: 1 }, { p: "parallelGateway", left: ask(), right: ask(), j: "parallelGateway", a: make() }, "s p left j", "p right j", "j a e"),
  model("sleeps", ["time"], { records: 1 }, { w: catching({ type: "timer", duration: { formula: "pause" } }), a: make() }, "s w a e"),
  model("races", [{ message: "paid" }], { records: 1 }, { g: "eventBasedGateway", m: catching({ type: "message", message: "paid", key: "tag" }), t: catching({ type: "timer", duration: "P9D" }), a: make(), b: make() }, "s g m a e", "g t b e"),
  model("tells", [], { records: 1 }, { say: { type: "sendTask", options: { message: "tidings" }, inputs: [{ to: "tag", from: "tag" }] } }, "s say e"),
  model("alarms", [], { records: 1 }, { cry: { type: "intermediateThrowEvent", triggers: [{ id: "t", type: "signal", signal: "alarm" }], inputs: [{ to: "tag", from: "tag" }] } }, "s cry e"),
  model("calls", [{ task: "after" }], { records: 1 }, { call: { type: "callActivity", options: { process: "called" } }, after: ask() }, "s call after e"),
  model("hooks", [], { records: 1, calls: 1 }, { call: { type: "serviceTask", options: { service: "callWebhook", settings: { url: { formula: "address" }, body: { tag: { formula: "tag" } } } } }, a: make() }, "s call a e"),
  model("posts", [], { records: 0, letters: 1 }, { send: { type: "serviceTask", options: { service: "sendMail", settings: { to: "a@example.com", subject: { formula: "tag" }, text: "Hello" } } } }, "s send e"),
  model("repeats", [], { records: 3 }, { a: { ...(make() as object), type: "serviceTask", loop: { kind: "parallel", items: "[1, 2, 3]", item: "one" } } }, "s a e"),
  model("undoes", [{ task: "ask" }], { records: 2 }, {
    a: make(), border: { type: "boundaryEvent", attachedTo: "a", handler: "back", triggers: [{ id: "c", type: "compensation" }] }, back: { ...(make() as object), type: "serviceTask", forCompensation: true }, ask: ask(),
    undo: { type: "intermediateThrowEvent", triggers: [{ id: "c", type: "compensation" }] },
  }, "s a ask undo e"),
  helper("told", { records: 0 }, { type: "startEvent", triggers: [{ id: "t", type: "message", message: "tidings" }] }, { a: make() }, "s a e"),
  helper("alarmed", { records: 0 }, { type: "startEvent", triggers: [{ id: "t", type: "signal", signal: "alarm" }] }, { a: make() }, "s a e"),
  helper("called", { records: 0 }, "startEvent", { a: make() }, "s a e"),
];

/** As documents of a pack that has the entity `request` and the roles `judge` and `robot` (tests/fixtures/packs/approvals). */
export const modelDocuments = (): ReadonlyMap<string, string> => new Map(MODEL_PROCESSES.map(({ name, definition }) => [`processes/${name}.json`, JSON.stringify({ ...definition, actsAs: ["robot"] })]));
