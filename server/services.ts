/** The environment's services opened: database, mail, file stores. What `runtime/server.ts` is given, for each workspace. */
import type { FastifyBaseLogger } from "fastify";
import { migrate } from "../runtime/db/migrate";
import { openDatabase } from "../runtime/db/open";
import type { Database } from "../runtime/db/pool";
import type { Mailer } from "../runtime/mail/mailer";
import { createSmtpMailer } from "../runtime/mail/smtp";
import type { RuntimeOptions } from "../runtime/server";
import { DEFAULT_WORKSPACE, folderOf, schemasOf } from "../runtime/workspaces/name";
import { migrateWorkspaces } from "../runtime/workspaces/registry";
import type { Env } from "./env";
import { createListening } from "./listening";
import { authOf, fileStoreOf } from "./per-workspace";

export interface Services {
  /** The default workspace; its close() ends the connections of all. */
  readonly db: Database;
  runtimeOptions(workspace: string): RuntimeOptions;
  readonly mailer?: Mailer;
  close(): Promise<void>;
}

/** Prepared statements of many workspaces would pile up on connections that live for ever. */
const LIFETIME_S = 1800;

/** Models of other workspaces are looked up more rarely: there may be many, and a notification comes first where there are any. */
const POLL_MS = { notified: 15_000, alone: 3_000 };

/** Opens the database and brings every workspace to the newest schema. */
export async function openServices(env: Env, logger: FastifyBaseLogger): Promise<Services> {
  const db = await openDatabase({ databaseUrl: env.databaseUrl, dataDir: env.dataDir, lifetimeSeconds: env.workspaceDomain === undefined ? undefined : LIFETIME_S, log: (sentence) => logger.warn(sentence) });
  await migrate(db);
  await migrateWorkspaces(db);
  const listening = env.databaseUrl === undefined ? undefined : createListening(env.databaseUrl);
  return {
    db,
    runtimeOptions(workspace) {
      const isDefault = workspace === DEFAULT_WORKSPACE;
      const logOf = isDefault ? logger : logger.child({ workspace });
      return {
        db: isDefault ? db : db.inSchemas(schemasOf(workspace)), secret: env.secret,
        log: (level, message, details) => logOf[level](details, message),
        fileStore: fileStoreOf(env, workspace), dataFolder: folderOf(env.dataDir, workspace),
        auth: { ...authOf(env, workspace), oidc: env.oidc },
        webhookOrigins: env.webhookOrigins,
        listen: listening?.listen,
        ...(isDefault ? {} : { pollMs: listening ? POLL_MS.notified : POLL_MS.alone }),
      };
    },
    mailer: env.smtpUrl ? createSmtpMailer({ url: env.smtpUrl, from: env.smtpFrom }) : undefined,
    close: async () => listening?.close(),
  };
}
