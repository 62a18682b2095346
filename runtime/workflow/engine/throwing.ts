/**
 * Errors and escalations: thrown at a token, caught by the nearest scope outwards that has a catcher for them. At each scope an
 * event sub-process comes before the border of the activity around it, a catcher of the very code before one of any code.
 */
import type { Json, Values } from "../definition/types";
import type { CompiledNode } from "./compiled";
import { crossBorder } from "./border";
import { startEventSub } from "./event-sub";
import { cancelFrame, containerOf, emptyFrame } from "./frames";
import { effect, frameOf, journal, nodeOf, rootFrame, type Run } from "./run";
import type { ErrorValue, Frame, Token } from "./state";
import { finish } from "./tokens";

type Kind = "error" | "escalation";
type Catcher = { readonly border: CompiledNode; readonly host: Token } | { readonly start: CompiledNode; readonly scope: Frame };

/** Ends the thrower's scope where the error is caught; an error nobody catches ends the instance. */
export function throwError(run: Run, token: Token, error: ErrorValue): void {
  journal(run, "thrown", token, error.code);
  const payload: Values = { errorCode: error.code, errorMessage: error.message ?? null, ...asValues(error.data) };
  const catcher = findCatcher(run, token, "error", error.code);
  if (!catcher) return endByError(run, error);
  caught(run, catcher, payload, true);
}

/** The thrower goes on unless the catcher ends it. Nobody catches: the parent instance may. */
export function throwEscalation(run: Run, token: Token, code: string, data?: Json): void {
  journal(run, "thrown", token, code);
  const catcher = findCatcher(run, token, "escalation", code);
  if (!catcher) return effect(run, { type: "raise", code, ...(data !== undefined && { data }) });
  caught(run, catcher, { escalationCode: code, ...asValues(data) });
}

/** A cancel end event has undone its transaction: leave by the cancel border. */
export function cancelTransaction(run: Run, host: Token): void {
  const border = nodeOf(run, host.node).boundary.find((node) => node.def.triggers?.some((trigger) => trigger.type === "cancel"));
  if (border) return caught(run, { border, host }, {}, true);
  for (const frame of Object.values(run.state.frames)) {
    if (frame.holder === host.id) cancelFrame(run, frame);
  }
  finish(run, host);
}

function caught(run: Run, catcher: Catcher, payload: Values, always?: true): void {
  if ("start" in catcher) {
    journal(run, "caught", { id: 0, node: catcher.start.id, frame: catcher.scope.id });
    return startEventSub(run, catcher.start, catcher.scope, payload, always);
  }
  journal(run, "caught", { id: catcher.host.id, node: catcher.border.id, frame: catcher.host.frame });
  crossBorder(run, catcher.border, catcher.host, payload, always);
}

function findCatcher(run: Run, thrower: Token, kind: Kind, code: string): Catcher | undefined {
  let carrier: Token | undefined = thrower;
  let frame = frameOf(run, thrower.frame);
  for (;;) {
    if (carrier && !carrier.round) {
      const border = best(nodeOf(run, carrier.node).boundary, kind, code);
      if (border) return { border, host: carrier };
    }
    const fromEventSub = carrier !== undefined && nodeOf(run, carrier.node).container.eventSubs.includes(nodeOf(run, carrier.node));
    if ((frame.kind === "process" || frame.kind === "body") && !fromEventSub) {
      const start = best(containerOf(run, frame).eventSubs.flatMap((sub) => sub.contents!.triggered), kind, code);
      if (start) return { start, scope: frame };
    }
    if (frame.parent === 0) return undefined;
    // A round's frame and its loop's frame have the same holder: the token outside them.
    carrier = run.state.tokens[frame.holder];
    frame = carrier ? frameOf(run, carrier.frame) : frameOf(run, frame.parent);
  }
}

function best(nodes: readonly CompiledNode[], kind: Kind, code: string): CompiledNode | undefined {
  const codeOf = (node: CompiledNode): string | undefined | false => {
    const trigger = node.def.triggers?.find((candidate) => candidate.type === kind);
    return trigger === undefined ? false : trigger.type === "error" ? trigger.error : trigger.type === "escalation" ? trigger.escalation : undefined;
  };
  return nodes.find((node) => codeOf(node) === code) ?? nodes.find((node) => codeOf(node) === undefined);
}

function endByError(run: Run, error: ErrorValue): void {
  const root = rootFrame(run.state)!;
  const { variables } = root;
  emptyFrame(run, root);
  cancelFrame(run, root);
  run.state.status = "failed";
  run.state.error = error;
  effect(run, { type: "endInstance", status: "failed", variables, error });
}

const asValues = (data: Json | undefined): Values => (typeof data === "object" && data !== null && !Array.isArray(data) ? (data as Values) : {});
