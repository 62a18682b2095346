/** Events from outside, applied to the draft; what follows from them happens in the steps after. */
import { StepFailure } from "./compiled";
import { cancelFrame, cancelToken, containerOf, emptyFrame, openBody } from "./frames";
import { catchWait } from "./listen";
import type { ProcessEvent } from "./events";
import { effect, enqueue, frameOf, journal, nodeOf, NOTHING, rootFrame, type Run } from "./run";
import { hearSignal } from "./signals";
import type { Token } from "./state";
import { addToken, finish, park } from "./tokens";
import { throwError, throwEscalation } from "./throwing";
import { setVariables, visibleVariables } from "./variables";

/** The event does not fit the state. */
export class Refusal extends Error {
  constructor(readonly code: "gone" | "ended" | "notStarted" | "started" | "wrong", message: string) {
    super(message);
    this.name = "Refusal";
  }
}

type Handlers = { readonly [T in ProcessEvent["type"]]: (run: Run, event: Extract<ProcessEvent, { type: T }>) => void };

const handlers: Handlers = {
  start(run, event) {
    const pool = run.process.containers.get(run.state.pool)!;
    const node = event.node === undefined ? undefined : nodeOf(run, event.node);
    if (!node && pool.starts.length === 0) throw new Refusal("wrong", "The process has no plain start; it begins when one of its start events is triggered.");
    const frame = openBody(run, pool, undefined, { ...event.variables }, node ? [] : undefined);
    journal(run, "started", { id: 0, node: event.node ?? "", frame: frame.id });
    if (!node) return;
    addToken(run, frame.id, node.id, "leaving", { result: event.payload ?? NOTHING });
    awaitOthers(run, frame.id, node.id);
  },
  done: (run, event) => finish(run, working(run, event.token), event.variables),
  error: (run, event) => throwError(run, working(run, event.token), event.error),
  escalation: (run, event) => throwEscalation(run, working(run, event.token), event.code, event.data),
  failure: (run, event) => {
    const token = working(run, event.token);
    park(run, token, "active", new StepFailure(event.code ?? "failed", event.message), visibleVariables(run, token.frame));
  },
  message: (run, event) => catchWait(run, waiting(run, event.wait), event.payload ?? NOTHING),
  signal: (run, event) => hearSignal(run, event.name, event.payload ?? NOTHING),
  timer: (run, event) => catchWait(run, waiting(run, event.wait), NOTHING),
  childEnded(run, event) {
    const token = working(run, event.token);
    if (event.outcome === "failed") return throwError(run, token, event.error ?? { code: "", message: "The called process failed." });
    if (event.outcome === "cancelled") return park(run, token, "active", new StepFailure("childCancelled", "The called process was cancelled."), visibleVariables(run, token.frame));
    // What a called process ends with stays there, unless the call maps it.
    finish(run, token, nodeOf(run, token.node).def.outputs ? event.variables : undefined);
  },
  variables: (run, event) => setVariables(run, event.frame ?? rootFrame(run.state)!.id, event.values),
  begin(run, event) {
    const frame = run.state.frames[event.frame];
    const owner = frame && frame.kind === "body" ? nodeOf(run, frame.node) : undefined;
    const inner = owner?.contents?.nodes.find((node) => node.id === event.node);
    if (!frame || !owner?.behaviour.begin || !inner) throw new Refusal("gone", "This activity cannot be begun now.");
    owner.behaviour.begin(run, frame, owner, inner);
  },
  retry(run, event) {
    const token = run.state.tokens[event.token];
    if (token?.status !== "failed") throw new Refusal("gone", "There is no incident here any more.");
    revive(run, token);
  },
  move(run, event) {
    const token = run.state.tokens[event.token];
    const target = run.process.nodes.get(event.to);
    if (!token) throw new Refusal("gone", "The token is not there any more.");
    if (token.round || !target || target.container !== containerOf(run, frameOf(run, token.frame))) throw new Refusal("wrong", "A token moves only between nodes of the same process or sub-process.");
    journal(run, "moved", token, event.to);
    const { frame } = token;
    cancelToken(run, token);
    addToken(run, frame, target.id);
  },
  cancel(run) {
    const root = rootFrame(run.state)!;
    const { variables } = root;
    emptyFrame(run, root);
    cancelFrame(run, root);
    run.state.status = "cancelled";
    effect(run, { type: "endInstance", status: "cancelled", variables });
  },
  continue: () => undefined,
};

/** Events that nobody but the process itself causes; they do not end an endless loop. */
const AUTOMATIC: ReadonlySet<ProcessEvent["type"]> = new Set(["continue", "done", "childEnded"]);

export function applyEvent(run: Run, event: ProcessEvent): void {
  if (run.state.status !== "running") throw new Refusal("ended", "The instance has ended.");
  const started = run.state.next > 1;
  if (started && event.type === "start") throw new Refusal("started", "The instance has been started already.");
  if (!started && event.type !== "start") throw new Refusal("notStarted", "The instance has not been started.");
  if (!AUTOMATIC.has(event.type)) run.state.steps = 0;
  (handlers[event.type] as (run: Run, event: ProcessEvent) => void)(run, event);
}

function working(run: Run, id: number): Token {
  const token = run.state.tokens[id];
  if (token?.status !== "active") throw new Refusal("gone", "This work is not waited for any more: it was done, cancelled, or stopped by an incident.");
  return token;
}

function waiting(run: Run, id: number): NonNullable<Run["state"]["waits"][number]> {
  const wait = run.state.waits[id];
  if (!wait || wait.met) throw new Refusal("gone", "Nobody waits for this any more.");
  return wait;
}

function revive(run: Run, token: Token): void {
  journal(run, "retried", token);
  effect(run, { type: "incidentSolved", token: token.id, node: token.node });
  token.status = token.retry === "leaving" ? "leaving" : "ready";
  delete token.incident;
  if (token.retry !== "active") delete token.retry;
  enqueue(run, token);
}

/** A process begun by one of several events that must all come: the others are waited for. */
function awaitOthers(run: Run, frame: number, node: string): void {
  const at = nodeOf(run, node);
  const gateway = at.incoming.length === 1 ? nodeOf(run, at.incoming[0]!.from) : undefined;
  if (gateway?.incoming.length !== 0 || (gateway.def.options as { readonly all?: boolean } | undefined)?.all !== true) return;
  for (const flow of gateway.outgoing) {
    if (flow.to !== node) addToken(run, frame, flow.to, "ready", { via: flow.id });
  }
}

