/** Tokens: made, moved along flows, taken away. */
import type { Flow } from "../definition/types";
import { StepFailure, type CompiledNode } from "./compiled";
import { evaluateCondition } from "./evaluate";
import { count, effect, enqueue, journal, newId, type Run } from "./run";
import type { Token, TokenStatus } from "./state";
import { cancelWaits } from "./waits";

export function addToken(run: Run, frame: number, node: string, status: TokenStatus = "ready", more: Pick<Token, "via" | "round" | "result"> = {}): Token {
  const token: Token = { id: newId(run), frame, node, status, ...more };
  run.state.tokens[token.id] = token;
  count(run, frame, 1);
  enqueue(run, token);
  return token;
}

/** The token has done its part: it disappears, with all it waited for. */
export function removeToken(run: Run, token: Token): void {
  if (!run.state.tokens[token.id]) return;
  cancelWaits(run, (wait) => wait.token === token.id);
  delete run.state.tokens[token.id];
  count(run, token.frame, -1);
}

/** The work of the token is done; it goes on in a step of its own. */
export function finish(run: Run, token: Token, result?: Token["result"]): void {
  if (!run.state.tokens[token.id]) return;
  cancelWaits(run, (wait) => wait.token === token.id && wait.node === token.node);
  token.status = "leaving";
  if (result) token.result = result;
  enqueue(run, token);
}

/** The token waits for others. */
export function waitForOthers(run: Run, token: Token): void {
  token.status = "joined";
  run.joined.add(token.id);
}

/** Tokens that wait for others, the oldest first. */
export function waitingForOthers({ joined, state: { tokens } }: Run): Token[] {
  for (const id of joined) if (tokens[id]?.status !== "joined") joined.delete(id);
  return [...joined].sort((a, b) => a - b).map((id) => tokens[id]!);
}

/** The token is replaced by one on each flow. */
export function take(run: Run, token: Token, flows: readonly Flow[], times = 1): void {
  journal(run, "left", token, flows.map((flow) => flow.id));
  removeToken(run, token);
  for (const flow of flows) {
    for (let i = 0; i < times; i++) addToken(run, token.frame, flow.to, "ready", { via: flow.id });
  }
}

/** Outgoing flows whose condition holds, or the default; those without a condition always. Fails when there are flows and none may be taken. */
export function openFlows(run: Run, token: Token, node: CompiledNode): readonly Flow[] {
  const conditional = node.outgoing.filter((flow) => flow.condition !== undefined && flow.id !== node.def.default);
  if (conditional.length === 0 && node.def.default === undefined) return node.outgoing;
  const open = node.outgoing.filter((flow) => flow.id !== node.def.default && (flow.condition === undefined || evaluateCondition(run, token.frame, flow.condition)));
  const conditionHolds = open.some((flow) => flow.condition !== undefined);
  const chosen = node.outgoing.filter((flow) => (flow.id === node.def.default ? !conditionHolds : open.includes(flow)));
  if (chosen.length === 0) throw noFlow(node);
  return chosen;
}

/** The first outgoing flow whose condition holds, else the default. A flow without condition counts as open. */
export function firstOpenFlow(run: Run, token: Token, node: CompiledNode): readonly Flow[] {
  if (node.outgoing.length <= 1 && node.outgoing[0]?.condition === undefined) return node.outgoing;
  for (const flow of node.outgoing) {
    if (flow.id === node.def.default) continue;
    if (flow.condition === undefined || evaluateCondition(run, token.frame, flow.condition)) return [flow];
  }
  const fallback = node.outgoing.find((flow) => flow.id === node.def.default);
  if (!fallback) throw noFlow(node);
  return [fallback];
}

const noFlow = (node: CompiledNode): StepFailure =>
  new StepFailure("noFlow", `No outgoing flow of “${node.def.label ?? node.id}” may be taken: none of its conditions holds and there is no default flow.`, "Change the values the conditions ask about and try again, or add a default flow in a new version.");

/** Stops the token until somebody tries again. */
export function park(run: Run, token: Token, retry: NonNullable<Token["retry"]>, failure: StepFailure, variables: Record<string, never> | Token["result"]): void {
  token.status = "failed";
  token.retry = retry;
  token.incident = { code: failure.code, message: failure.message };
  journal(run, "incident", token, failure.message);
  effect(run, { type: "incident", token: token.id, node: token.node, code: failure.code, message: failure.message, ...(failure.remedy && { remedy: failure.remedy }), variables: variables ?? {} });
}

export const tokensIn = (run: Run, frame: number): Token[] => Object.values(run.state.tokens).filter((token) => token.frame === frame);
