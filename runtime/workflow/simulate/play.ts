/** Plays a process step by step and tells which nodes were entered: the harness of examples and scenario tests. */
import type { ProcessDefinition, Values } from "../definition/types";
import type { Effect } from "../engine/effects";
import type { InstanceStatus, ProcessState } from "../engine/state";
import { World, type Instance } from "./world";

/** What somebody does. Nodes are named by id; scripts, services and decisions are done at once. */
export type Move =
  | { readonly done: string; readonly variables?: Values }
  | { readonly error: string; readonly code: string }
  | { readonly fails: string; readonly message: string }
  | { readonly retry: string }
  | { readonly begin: string; readonly inside: string }
  | { readonly message: string; readonly payload?: Values }
  | { readonly signal: string; readonly payload?: Values }
  | { readonly set: Values }
  | { readonly pass: number };

export interface Played {
  /** Nodes in the order they were entered. */
  readonly path: readonly string[];
  readonly status: InstanceStatus;
  readonly state: ProcessState;
  readonly effects: readonly Effect[];
}

export interface Scene {
  readonly process: ProcessDefinition;
  /** Other processes that may be called. */
  readonly others?: readonly ProcessDefinition[];
  readonly variables?: Values;
  readonly moves?: readonly Move[];
}

export function play(scene: Scene): Played {
  const path: string[] = [];
  const effects: Effect[] = [];
  const world = new World([scene.process, ...(scene.others ?? [])], {
    perform: (work) => (work.type === "createTask" ? undefined : {}),
    seen(effect) {
      effects.push(effect);
      if (effect.type === "journal" && effect.event === "entered") path.push(effect.node);
    },
  });
  const instance = world.start(scene.process.name, scene.variables) ?? firstOf(world);
  for (const move of scene.moves ?? []) make(world, move);
  const { state } = instance ?? world.instances[0]!;
  return { path, status: state.status, state, effects };
}

const firstOf = (world: World): Instance | undefined => world.instances[0];

function make(world: World, move: Move): void {
  if ("pass" in move) return world.pass(move.pass);
  if ("done" in move) return at(world, move.done, "active", (instance, token) => world.send(instance, { type: "done", token, ...(move.variables && { variables: move.variables }) }));
  if ("error" in move) return at(world, move.error, "active", (instance, token) => world.send(instance, { type: "error", token, error: { code: move.code } }));
  if ("fails" in move) return at(world, move.fails, "active", (instance, token) => world.send(instance, { type: "failure", token, message: move.message }));
  if ("retry" in move) return at(world, move.retry, "failed", (instance, token) => world.send(instance, { type: "retry", token }));
  const instance = world.instances.find((one) => one.state.status === "running");
  if (!instance) throw new Error("No instance runs any more.");
  if ("set" in move) return world.send(instance, { type: "variables", values: move.set });
  if ("signal" in move) return world.send(instance, { type: "signal", name: move.signal, ...(move.payload && { payload: move.payload }) });
  if ("begin" in move) {
    const frame = Object.values(instance.state.frames).find((one) => one.node === move.inside)!;
    return world.send(instance, { type: "begin", frame: frame.id, node: move.begin });
  }
  for (const one of world.instances) {
    const wait = Object.values(one.state.waits).find((candidate) => candidate.kind === "message" && candidate.name === move.message);
    if (wait) return world.send(one, { type: "message", wait: wait.id, ...(move.payload && { payload: move.payload }) });
  }
  throw new Error(`Nobody waits for the message “${move.message}”.`);
}

function at(world: World, node: string, status: "active" | "failed", act: (instance: Instance, token: number) => void): void {
  for (const instance of world.instances) {
    // Of a repeated activity the rounds do the work, not the token that holds them.
    const tokens = Object.values(instance.state.tokens).filter((token) => token.node === node && token.status === status);
    const token = tokens.find((one) => one.round) ?? tokens.find((one) => !Object.values(instance.state.frames).some((frame) => frame.holder === one.id));
    if (token) return act(instance, token.id);
  }
  throw new Error(`No ${status} token at “${node}”.`);
}
