/** Changes as server-sent events. */
import { PassThrough } from "node:stream";
import type { Ctx } from "../../runtime/kernel";
import { createAuthenticate } from "../auth/authenticate";
import { route, SENT, type Call, type Route } from "../route";

const HEARTBEAT_MS = 15_000;
/** A stream ends at most this long after its session was revoked (and the second that answers about sessions are kept). */
const RIGHTS_MS = 2000;
/** Who does not read is let go; he comes back with the id of the last event he has. */
const BUFFER = 1024 * 1024;

async function events({ runtime, ctx: begun, query, request, reply }: Call<unknown, { entities?: string; lastEventId?: string }>): Promise<unknown> {
  const authenticate = createAuthenticate(runtime.auth);
  const stream = new PassThrough();
  let ctx: Ctx = begun;
  const send = (text: string): void => {
    if (stream.writableLength > BUFFER) stream.destroy();
    else stream.write(text);
  };
  const header = request.headers["last-event-id"];
  const leave = await runtime.events.subscribe(
    {
      ctx: () => ({ ...ctx, now: new Date() }),
      entities: query.entities ? new Set(query.entities.split(",").map((name) => name.trim())) : undefined,
      event: (id, event) => send(`id: ${id}\nevent: record\ndata: ${JSON.stringify(event)}\n\n`),
      notification: (id) => send(`event: notification\ndata: ${JSON.stringify({ id })}\n\n`),
      reset: (id) => send(`id: ${id}\nevent: reset\ndata: {}\n\n`),
      end: () => stream.end(),
    },
    (typeof header === "string" && header) || query.lastEventId || undefined,
  );
  const rights = setInterval(() => {
    authenticate(request).then(
      (who) => (who.kind === "ok" ? (ctx = { ...ctx, principal: who.principal }) : stream.end()),
      () => stream.end(), // rights that cannot be read are no rights
    );
  }, RIGHTS_MS);
  const heartbeat = setInterval(() => send(": still here\n\n"), HEARTBEAT_MS);
  stream.once("close", () => {
    clearInterval(rights);
    clearInterval(heartbeat);
    leave();
  });
  send("retry: 3000\n\n");
  void reply.header("content-type", "text/event-stream; charset=utf-8").header("cache-control", "private, no-store, no-transform").header("x-accel-buffering", "no").send(stream);
  return SENT;
}

export const eventRoutes: readonly Route[] = [
  route({
    method: "GET", url: "/events", produces: ["text/event-stream"], tag: "Events", summary: "Changes of records as server-sent events: which record, what happened, its version", policy: "signedIn",
    query: {
      entities: { type: "string", maxLength: 2000, description: "Names of entities to hear of; all unless given" },
      lastEventId: { type: "string", maxLength: 200, description: "Go on behind this event; the header Last-Event-ID says the same" },
    },
    handler: events,
  }),
];
