/**
 * Changes as they happen. One window of the browser holds the stream and passes on what it hears, so that many windows do not use up
 * the few connections a browser opens to one server; when that window closes, another takes over. Windows that are not looked at
 * go on hearing: asking again is theirs to postpone.
 *
 * A page listens some time after it was made. What happened meanwhile the server tells again (`beginAt`), or, when another window
 * holds the stream, that window does: it keeps what it heard lately.
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

type Heard = LiveEvent | "reset" | "notification";
/** What windows say to each other: what was heard; a new window asks for what was heard since it was begun; the answer to it. */
type Said = { readonly heard: Heard; readonly place?: string } | { readonly ask: string; readonly since: number } | { readonly answer: string; readonly heard: readonly Heard[] };

interface Kept {
  readonly at: number;
  readonly heard: Heard;
}

/** How long the holder keeps what it heard (ms), and how much of it: longer than any page takes to come to life. */
const KEPT_MS = 60_000;
const KEPT = 500;

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

/** Last place in the stream that is known here. */
let place: string | undefined;

/** Says where in the stream the page was made. The first page of a window counts: those after it ask while the stream is heard. */
export function beginAt(since: string): void {
  place ??= since;
}

/** Of the channel and the lock; another one when windows begin to speak otherwise. */
const NAME = "metaloom.live.2";

const now = (): number => performance.timeOrigin + performance.now();

function start(): void {
  if (started || typeof EventSource === "undefined") return;
  started = true;
  const channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(NAME);
  const say = (said: Said) => channel?.postMessage(said);
  const me = `${performance.timeOrigin} ${Math.random()}`;
  /** Of the window that holds the stream; undefined in the others. */
  let kept: Kept[] | undefined;
  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<Said>) => {
      if ("ask" in data) {
        if (kept) say({ answer: data.ask, heard: kept.filter(({ at }) => at >= data.since).map(({ heard }) => heard) });
      } else if ("answer" in data) {
        if (data.answer === me) data.heard.forEach(tell);
      } else {
        // Whoever takes over from the holder goes on where that one was.
        place = data.place ?? place;
        tell(data.heard);
      }
    };
    say({ ask: me, since: performance.timeOrigin });
  }
  const hold = (): Promise<void> => {
    kept = [];
    listen((heard) => {
      tell(heard);
      say({ heard, ...(place === undefined ? {} : { place }) });
      kept = [...kept!.filter(({ at }) => at > now() - KEPT_MS), { at: now(), heard }].slice(-KEPT);
    });
    return new Promise(() => undefined);
  };
  // Locks exist on secure origins only; elsewhere each window has a stream of its own.
  whenIdle(() => void (channel && navigator.locks ? navigator.locks.request(NAME, hold) : hold()));
}

function listen(hear: (heard: Heard) => void): void {
  const source = new EventSource(`/api/v1/events${place === undefined ? "" : `?lastEventId=${encodeURIComponent(place)}`}`);
  const on = (name: string, told: (message: MessageEvent<string>) => Heard) => source.addEventListener(name, (message: MessageEvent<string>) => {
    place = message.lastEventId || place;
    hear(told(message));
  });
  on("record", (message) => JSON.parse(message.data) as LiveEvent);
  on("notification", () => "notification");
  on("reset", () => "reset");
  source.addEventListener("error", () => {
    // A lost connection comes back by itself; a refused one (the session ended) does not.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(hear), 30_000);
  });
}
