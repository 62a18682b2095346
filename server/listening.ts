/** One connection that waits for PostgreSQL's notifications, for all workspaces of this process. */
import pg from "pg";
import type { Listener } from "../runtime/publish/live";

export interface Listening {
  /** Calls `heard` at each notification of the channel, and whenever some may have been missed. */
  listen(channel: string, heard: () => void): Promise<Listener>;
  close(): Promise<void>;
}

const AGAIN_MS = 1000;

/** Connects with the first listener. Polling covers the time while the connection is away. */
export function createListening(url: string): Listening {
  const channels = new Map<string, Set<() => void>>();
  let client: pg.Client | undefined;
  let connecting: Promise<void> | undefined;
  let closed = false;
  /** One statement after the other, as the driver wants it. While the connection is away nothing is said: it begins with all channels. */
  const say = (word: "listen" | "unlisten", channel: string): Promise<void> => {
    const next = (connecting ?? Promise.resolve()).then(async () => void (await client?.query(`${word} ${client.escapeIdentifier(channel)}`)), () => undefined);
    return (connecting = next.catch(() => undefined)); // a broken connection is told by its own event
  };

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: url, application_name: "metaloom-listen", keepAlive: true });
    client = next;
    next.on("notification", ({ channel }) => channels.get(channel)?.forEach((heard) => heard()));
    next.on("error", () => retry(next));
    await next.connect();
    for (const channel of [...channels.keys()]) await next.query(`listen ${next.escapeIdentifier(channel)}`);
  }
  function retry(broken: pg.Client): void {
    if (client !== broken) return; // one loss is told once
    client = undefined;
    void broken.end().catch(() => undefined);
    if (closed) return;
    setTimeout(() => {
      connecting = connect().then(() => channels.forEach((all) => all.forEach((heard) => heard())));
      connecting.catch(() => client && retry(client));
    }, AGAIN_MS).unref();
  }

  return {
    async listen(channel, heard) {
      const all = channels.get(channel) ?? new Set();
      const isFirst = all.size === 0;
      channels.set(channel, all.add(heard));
      if (connecting === undefined) await (connecting = connect());
      else if (isFirst) await say("listen", channel);
      return {
        async close() {
          all.delete(heard);
          if (all.size > 0 || channels.get(channel) !== all) return;
          channels.delete(channel);
          if (!closed) await say("unlisten", channel);
        },
      };
    },
    async close() {
      closed = true;
      await connecting?.catch(() => undefined);
      await client?.end();
    },
  };
}
