/**
 * Many clients, one backend. PGlite is one PostgreSQL session; this server lets several connections take turns on it:
 * a *turn* is one batch, or one whole transaction, so no client ever sees the middle of another one's work.
 *
 * Why not pglite-socket 0.2.17: it takes turns message by message. Measured with two processes: an answer given to the wrong
 * client (1 of 2,116 queries with 200 kB parameters, when a batch arrives in pieces), and the second user of a statement name
 * always fails (16,560 of 16,560). See docs/adr/0003-embedded-database.md.
 *
 * Still one session: settings (`set`), temporary tables and session advisory locks are shared between the clients.
 */
import { createServer, type Server, type Socket } from "node:net";
import { ClientStream, closeStatement, fatal, greeting, queryMessage, syncMessage } from "./embedded-protocol";

/** The part of PGlite that is needed; every message goes through it. */
export interface Backend {
  execProtocolRawStream(message: Uint8Array, options: { onRawData: (data: Uint8Array) => void }): Promise<void>;
  isInTransaction(): boolean;
}

interface Client {
  readonly seat: number;
  readonly socket: Socket;
  readonly stream: ClientStream;
  isOpen: boolean;
  isGone: boolean;
}

export interface MultiplexerOptions {
  readonly backend: Backend;
  readonly serverVersion: string;
  /** The backend itself broke (not a statement): nothing can be answered any more. */
  readonly onFatal: (error: unknown) => void;
  readonly maxClients?: number;
  /** A client that begins a transaction and falls silent is cut off, as PostgreSQL's own setting cannot work here. */
  readonly idleInTransactionMs?: number;
}

/** Serves the backend on `socketPath`; resolves when clients may connect. */
export async function serveBackend(socketPath: string, options: MultiplexerOptions): Promise<{ close(): Promise<void> }> {
  const clients = new Set<Client>();
  const waiting: Client[] = [];
  let holder: Client | undefined;
  let running = false;
  let idle: NodeJS.Timeout | undefined;
  let seats = 0;

  const enqueue = (client: Client) => {
    if (client !== holder && !waiting.includes(client) && client.stream.batches.length > 0) waiting.push(client);
    void pump();
  };

  async function take(client: Client): Promise<void> {
    const batch = client.stream.batches.shift()!;
    const answer: Buffer[] = [];
    // The bytes are a view into the backend's memory: copy before it goes on.
    await options.backend.execProtocolRawStream(batch.data, { onRawData: (data) => void answer.push(Buffer.from(data)) });
    if (client.socket.writable) client.socket.write(Buffer.concat(answer));
    // Who has left keeps the turn until his last batch, which cleans up after him, is done.
    const keepsTurn = client.isGone ? client.stream.batches.length > 0 : !batch.complete || options.backend.isInTransaction();
    holder = keepsTurn ? client : undefined;
    if (client.isGone && client.stream.batches.length === 0) clients.delete(client);
  }

  async function pump(): Promise<void> {
    if (running) return;
    running = true;
    clearTimeout(idle);
    try {
      for (;;) {
        const client: Client | undefined = holder ?? waiting.shift();
        if (!client || client.stream.batches.length === 0) break;
        await take(client);
        if (client !== holder && client.stream.batches.length > 0) waiting.push(client);
      }
    } catch (error) {
      options.onFatal(error);
      return;
    }
    running = false;
    const silent = holder;
    if (silent) idle = setTimeout(() => silent.socket.destroy(), options.idleInTransactionMs ?? 65_000).unref();
  }

  function leave(client: Client): void {
    if (client.isGone) return;
    client.isGone = true;
    // Ends a half-sent batch, an open transaction, and frees the client's prepared statements.
    const closing = [syncMessage(), queryMessage("rollback"), ...[...client.stream.statements].map(closeStatement), syncMessage()];
    client.stream.batches.length = 0;
    client.stream.batches.push({ data: Buffer.concat(closing), complete: true });
    enqueue(client);
  }

  function open(client: Client): boolean {
    for (;;) {
      const opening = client.stream.takeOpening();
      if (!opening) return false;
      if (opening.reply === "N") client.socket.write("N");
      else if (opening.reply === "end") {
        client.socket.destroy();
        return false;
      } else {
        client.socket.write(greeting(options.serverVersion, client.seat));
        client.isOpen = true;
        return true;
      }
    }
  }

  function welcome(socket: Socket): void {
    if (clients.size >= (options.maxClients ?? 50)) {
      socket.end(fatal("53300", "The embedded database has no seat left."));
      return;
    }
    const seat = ++seats;
    const client: Client = { seat, socket, stream: new ClientStream(`c${seat}.`), isOpen: false, isGone: false };
    clients.add(client);
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => {
      if (client.isGone) return;
      client.stream.push(chunk);
      if (!client.isOpen && !open(client)) return;
      if (!client.stream.cut()) socket.end();
      enqueue(client);
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => leave(client));
  }

  const server: Server = createServer(welcome);
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(socketPath, resolve));
  return {
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const client of clients) client.socket.destroy();
      await closed;
      while (running) await new Promise((resolve) => setTimeout(resolve, 5));
    },
  };
}
