/**
 * Changes as they happen. One window of the browser holds the stream and passes on what it hears, so that many windows do not use up
 * the few connections a browser opens to one server; when that window closes, another takes over. Windows that are not looked at
 * go on hearing: asking again is theirs to postpone.
 */
import { whenIdle } from "./idle";

export interface LiveEvent {
  readonly entity: string;
  readonly id: string;
  readonly verb: "create" | "update" | "delete" | "restore" | "comment" | "note" | "file";
  readonly version: number;
  /** The comment, note or file it is about. */
  readonly part?: string;
}

/** "reset": something was missed, everything shown may be old. */
export type LiveListener = (event: LiveEvent | "reset") => void;

/** What one window passes on to the others. */
type Heard = LiveEvent | "reset" | "notification";

const listeners = new Set<LiveListener>();
const bells = new Set<() => void>();
let started = false;

const tell = (event: Heard): void => {
  if (event !== "notification") for (const listener of listeners) listener(event);
  // After a gap there may be something new, too.
  if (event === "notification" || event === "reset") for (const ring of bells) ring();
};

/** Calls back when there may be something new in the bell. */
export function onNotified(ring: () => void): () => void {
  bells.add(ring);
  start();
  return () => void bells.delete(ring);
}

/** Calls back until the returned function is called. */
export function onLive(listener: LiveListener): () => void {
  listeners.add(listener);
  start();
  return () => void listeners.delete(listener);
}

function start(): void {
  if (started || typeof EventSource === "undefined") return;
  started = true;
  const passed = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("metaloom.live");
  if (passed) passed.onmessage = (message: MessageEvent<Heard>) => tell(message.data);
  const hold = (): Promise<void> => {
    listen((event) => {
      tell(event);
      passed?.postMessage(event);
    });
    return new Promise(() => undefined);
  };
  // Locks exist on secure origins only; elsewhere each window has a stream of its own.
  whenIdle(() => void (passed && navigator.locks ? navigator.locks.request("metaloom.live", hold) : hold()));
}

function listen(hear: (event: Heard) => void): void {
  const source = new EventSource("/api/v1/events");
  source.addEventListener("record", (message) => hear(JSON.parse(message.data as string) as LiveEvent));
  source.addEventListener("notification", () => hear("notification"));
  source.addEventListener("reset", () => hear("reset"));
  source.addEventListener("error", () => {
    // A lost connection comes back by itself; a refused one (the session ended) does not.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(hear), 30_000);
  });
}
