/** A waiting token got what it waited for, at its own node or at the event after its event-based gateway. */
import type { Values } from "../definition/types";
import type { CompiledNode } from "./compiled";
import { journal, type Run } from "./run";
import type { Wait } from "./state";
import { addToken, finish, removeToken } from "./tokens";

export function catchAt(run: Run, wait: Wait, node: CompiledNode, payload: Values): void {
  const token = run.state.tokens[wait.token]!;
  if (token.node === node.id) return finish(run, token, payload);
  const flow = node.incoming.find((incoming) => incoming.from === token.node);
  journal(run, "left", token, flow ? [flow.id] : []);
  removeToken(run, token);
  journal(run, "entered", addToken(run, token.frame, node.id, "leaving", { result: payload, ...(flow && { via: flow.id }) }));
}
