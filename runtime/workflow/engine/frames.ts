/** Frames: opened with their variables and event sub-processes listening, closed when empty, cancelled with all inside. */
import type { Json } from "../definition/types";
import type { Container } from "./compiled";
import { listenTo } from "./listen";
import { count, effect, frameOf, journal, newId, nodeOf, type Run } from "./run";
import type { Frame, FrameKind, Token } from "./state";
import { addToken, removeToken, tokensIn } from "./tokens";
import { declared } from "./variables";
import { cancelWaits } from "./waits";

export function openFrame(run: Run, kind: FrameKind, node: string, holder: number, parent: number, variables: Record<string, Json> = {}): Frame {
  const frame: Frame = { id: newId(run), kind, node, holder, parent, variables };
  run.state.frames[frame.id] = frame;
  if (parent) count(run, parent, 1);
  if (Object.keys(variables).length > 0) run.changed = true;
  return frame;
}

/** The body of a process or sub-process: variables, listening event sub-processes, tokens at the starts. */
export function openBody(run: Run, contents: Container, holder: Token | undefined, variables: Record<string, Json>, starts = contents.starts): Frame {
  const frame = openFrame(run, holder ? "body" : "process", holder?.node ?? "", holder?.id ?? 0, holder?.frame ?? 0, { ...declared(contents.variables), ...variables });
  for (const sub of contents.eventSubs) {
    for (const start of sub.contents!.triggered) listenTo(run, start, { token: 0, frame: frame.id });
  }
  for (const start of starts) addToken(run, frame.id, start.id);
  return frame;
}

/** The frame ended by itself. */
export function closeFrame(run: Run, frame: Frame): void {
  cancelWaits(run, (wait) => wait.frame === frame.id);
  delete run.state.frames[frame.id];
  if (frame.parent) count(run, frame.parent, -1);
}

/** Ends a token and everything it holds, without going on. */
export function cancelToken(run: Run, token: Token): void {
  if (!run.state.tokens[token.id]) return;
  for (const frame of Object.values(run.state.frames)) {
    if (frame.holder === token.id) cancelFrame(run, frame);
  }
  if (token.status === "active") effect(run, { type: "cancelWork", token: token.id, node: token.node });
  journal(run, "cancelled", token);
  removeToken(run, token);
}

/** Ends everything inside a frame, and the frame. */
export function cancelFrame(run: Run, frame: Frame): void {
  if (!run.state.frames[frame.id]) return;
  emptyFrame(run, frame);
  closeFrame(run, frame);
}

/** Ends everything inside a frame but the tokens given. */
export function emptyFrame(run: Run, frame: Frame, keep?: Token): void {
  for (const inner of Object.values(run.state.frames)) {
    if (inner.parent === frame.id && (!keep || inner.holder !== keep.id)) cancelFrame(run, inner);
  }
  for (const token of tokensIn(run, frame.id)) {
    if (token.id !== keep?.id) cancelToken(run, token);
  }
}

/** The nearest frame outwards that is a process or the body of a sub-process. */
export function bodyOf(run: Run, frame: number): Frame {
  let at = frameOf(run, frame);
  while (at.kind !== "process" && at.kind !== "body" && at.parent !== 0) at = frameOf(run, at.parent);
  return at;
}

/** Container of the nodes that run in the frame. */
export function containerOf(run: Run, frame: Frame): Container {
  if (frame.kind === "process") return run.process.containers.get(run.state.pool)!;
  const node = nodeOf(run, frame.node);
  return frame.kind === "body" ? node.contents! : node.container;
}
