/** Messages: sent to one receiver, which the hands find by name, key and the drawing's message flow. */
import type { Formula, Text } from "../definition/types";
import { evaluate, evaluateText } from "./evaluate";
import { effect, journal, nodeOf, type Run } from "./run";
import type { Token } from "./state";
import { mapped } from "./variables";

export function sendMessage(run: Run, token: Token, message: Text | undefined, key: Formula | undefined): void {
  const node = nodeOf(run, token.node);
  const flows = run.process.messageFlows.get(node.id) ?? [];
  const name = message === undefined ? (flows.find((flow) => flow.message !== undefined)?.message ?? "") : evaluateText(run, token.frame, message);
  const payload = mapped(run, token.frame, node.def.inputs);
  journal(run, "thrown", token, name);
  effect(run, {
    type: "sendMessage", token: token.id, node: node.id, name, payload,
    ...(key !== undefined && { key: evaluate(run, token.frame, key) }), ...(flows.length > 0 && { to: flows.map((flow) => flow.to) }),
  });
}
