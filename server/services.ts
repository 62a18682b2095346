/** The environment's services opened: database, mail, file store. What `runtime/server.ts` is given. */
import type { FastifyBaseLogger } from "fastify";
import pg from "pg";
import { migrate } from "../runtime/db/migrate";
import { openDatabase } from "../runtime/db/open";
import { openFileStore } from "../runtime/files/open";
import type { Mailer } from "../runtime/mail/mailer";
import { createSmtpMailer } from "../runtime/mail/smtp";
import type { Listener } from "../runtime/publish/live";
import type { RuntimeOptions } from "../runtime/server";
import type { Env } from "./env";

export interface Services {
  readonly runtimeOptions: RuntimeOptions;
  readonly mailer?: Mailer;
  close(): Promise<void>;
}

export async function openServices(env: Env, logger: FastifyBaseLogger): Promise<Services> {
  const db = await openDatabase({ databaseUrl: env.databaseUrl, dataDir: env.dataDir, log: (sentence) => logger.warn(sentence) });
  await migrate(db);
  const log: RuntimeOptions["log"] = (level, message, details) => logger[level](details, message);
  return {
    runtimeOptions: {
      db, secret: env.secret, log,
      fileStore: openFileStore({ dataDir: env.dataDir, s3: env.s3 }),
      auth: { url: env.url, production: env.mode === "production", port: env.port, oidc: env.oidc },
      listen: env.databaseUrl ? (channel, heard) => listen(env.databaseUrl!, channel, heard) : undefined,
    },
    mailer: env.smtpUrl ? createSmtpMailer({ url: env.smtpUrl, from: env.smtpFrom }) : undefined,
    close: async () => undefined,
  };
}

/** A connection of its own that waits for notifications; polling covers the time while it is away. */
async function listen(url: string, channel: string, heard: () => void): Promise<Listener> {
  let closed = false;
  let client: pg.Client | undefined;
  const connect = async (): Promise<void> => {
    client = new pg.Client({ connectionString: url, application_name: "metaloom-listen", keepAlive: true });
    client.on("notification", heard);
    client.on("error", () => void retry());
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
  };
  const retry = async (): Promise<void> => {
    await client?.end().catch(() => undefined);
    if (closed) return;
    setTimeout(() => void connect().catch(() => retry()), 1000).unref();
  };
  await connect();
  return {
    async close() {
      closed = true;
      await client?.end();
    },
  };
}
