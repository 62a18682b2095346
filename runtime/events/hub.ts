/**
 * The hub: one reader of the journal for all subscribers of this process. A *subscriber* is one open stream; each has a position of
 * his own and hears what lies behind it, with the rights he has at that moment. Without subscribers nothing is read.
 */
import type { Database } from "../db/pool";
import { AppError } from "../kernel/errors";
import type { Ctx } from "../kernel/context";
import type { SecretBox } from "../kernel/secret-box";
import { actorId } from "../kernel/principal";
import type { AppModel } from "../model/types";
import type { Queries } from "../queries";
import { horizon, isAfter, readJournal, STEP, type JournalRow, type Position } from "./journal";
import { readNews } from "./news";
import { visibleEvents, type RecordEvent } from "./visible";

/** Published in docs/limits.md. */
export const EVENT_LIMITS = { subscribers: 1000, perPerson: 20, behind: 5000 } as const;

export interface Subscriber {
  /** The request with the rights of this moment. */
  ctx(): Ctx;
  /** Names of the entities to hear of; undefined = all. */
  readonly entities?: ReadonlySet<string>;
  event(id: string, event: RecordEvent): void;
  /** There is something new in his bell; not told again to whoever comes back later. */
  notification?(id: string): void;
  /** What was missed is too much to be told: everything must be read again. */
  reset(id: string): void;
  end(): void;
}

export interface HubDeps {
  readonly db: Database;
  readonly queries: Queries;
  readonly model: () => AppModel;
  readonly box: SecretBox;
  readonly log?: (level: "info" | "warn" | "error", message: string, details: Readonly<Record<string, unknown>>) => void;
  readonly everyMs?: number;
}

interface Open {
  readonly subscriber: Subscriber;
  /** Last row he has been told of, or passed over. */
  position: Position;
}

export type EventHub = ReturnType<typeof createEventHub>;

const PLACE = "events/1";

export function createEventHub({ db, queries, model, box, log = () => undefined, everyMs = 500 }: HubDeps) {
  const open = new Set<Open>();
  let read: Position | undefined;
  let news: Position | undefined;
  let timer: NodeJS.Timeout | undefined;
  let ticking: Promise<void> | undefined;
  let closed = false;

  /** Ids are sealed: bare numbers would tell how much is written that the subscriber may not see. */
  const idOf = ({ xid, seq }: Position): string => box.seal(`${xid}-${seq}`, PLACE).toString("base64url");
  const positionOf = (id: string): Position | undefined => {
    try {
      const [xid = "", seq = ""] = box.open(Buffer.from(id, "base64url"), PLACE).split("-");
      return { xid: BigInt(xid), seq: Number(seq) };
    } catch {
      return undefined; // not ours: treated as too far behind
    }
  };

  async function tell(one: Open, rows: readonly JournalRow[]): Promise<void> {
    const news = rows.filter((row) => isAfter(row.position, one.position));
    if (news.length === 0) return;
    for (const { row, event } of await visibleEvents(queries, { model: model(), ctx: one.subscriber.ctx(), db }, news, one.subscriber.entities)) {
      if (open.has(one)) one.subscriber.event(idOf(row.position), event);
    }
    one.position = news.at(-1)!.position;
  }

  /** Brings somebody who comes back up to where the others are. */
  async function catchUp(one: Open, until: Position): Promise<void> {
    for (let steps = 0; isAfter(until, one.position); steps++) {
      if (steps * STEP >= EVENT_LIMITS.behind) {
        one.position = until;
        one.subscriber.reset(idOf(until));
        return;
      }
      const rows = (await readJournal(db, one.position)).filter((row) => !isAfter(row.position, until));
      if (rows.length === 0) return;
      await tell(one, rows);
    }
  }

  async function tick(): Promise<void> {
    read ??= await horizon(db);
    for (const one of open) await guarded(one, () => catchUp(one, read!));
    const rows = await readJournal(db, read);
    for (const one of open) await guarded(one, () => tell(one, rows));
    read = rows.at(-1)?.position ?? read;
    await tellNews();
  }

  async function tellNews(): Promise<void> {
    news ??= read;
    const rows = await readNews(db, news!);
    for (const { userId, id } of rows) for (const { subscriber } of open) if (actorId(subscriber.ctx().principal) === userId) subscriber.notification?.(id);
    news = rows.at(-1)?.position ?? news;
  }

  /** Rights that fail (a suspended user, an entity that is gone) end one stream, not all. */
  async function guarded(one: Open, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error;
      leave(one);
    }
  }

  function leave(one: Open): void {
    if (open.delete(one)) one.subscriber.end();
  }

  const loop = async (): Promise<void> => {
    ticking = tick().catch((error: unknown) => log("warn", "The change stream could not be read; it is tried again.", { error: error instanceof Error ? error.message : "unknown" }));
    await ticking;
    if (open.size === 0 || closed) {
      timer = undefined;
      read = undefined;
      news = undefined;
    } else timer = setTimeout(() => void loop(), everyMs);
  };

  return {
    /** The place in the stream for `subscribe` behind which everything lies that cannot be in what has been read up to now. */
    here: async (): Promise<string> => idOf(await horizon(db)),
    /** Begins a stream now, or behind the event `lastId`. @throws AppError request:tooMany. Returns how to leave. */
    async subscribe(subscriber: Subscriber, lastId?: string): Promise<() => void> {
      const me = actorId(subscriber.ctx().principal);
      const mine = [...open].filter((one) => actorId(one.subscriber.ctx().principal) === me).length;
      if (closed || open.size >= EVENT_LIMITS.subscribers || mine >= EVENT_LIMITS.perPerson) throw new AppError("request:tooMany", "Too many event streams are open.", { remedy: "Close a window, or wait." });
      const known = lastId === undefined ? undefined : positionOf(lastId);
      const one: Open = { subscriber, position: known ?? (await horizon(db)) };
      open.add(one);
      if (lastId !== undefined && known === undefined) subscriber.reset(idOf(one.position));
      timer ??= setTimeout(() => void loop(), 0);
      return () => void open.delete(one);
    },
    /** Ends all streams. */
    async close(): Promise<void> {
      closed = true;
      clearTimeout(timer);
      for (const one of open) leave(one);
      await ticking;
    },
  };
}
