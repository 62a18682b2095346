/**
 * The composition root: everything that runs, put together once per process. Values of the environment, the database and the
 * logger come in; nothing below this file reads them by itself.
 */
import { createAuth, type Auth, type AuthConfig } from "./auth/service";
import type { Database } from "./db/pool";
import { createIdempotency, type Idempotency } from "./entities/idempotency";
import { createRecords, type Records } from "./entities/records";
import { recomputeAll } from "./entities/recompute-all";
import { fieldTypes } from "./fields/index";
import { fieldOptionSchemas } from "./fields/options";
import { fieldStorage } from "./fields/server";
import { formulaCompiler } from "./model/formula-compiler";
import { loadModel } from "./model/load";
import type { Principal } from "./kernel";
import type { ClientModel, ClientUser } from "./model/client";
import { clientModelOf } from "./permissions/client-model";
import { fileURLToPath } from "node:url";
import { createPacks, createPublisher, openLiveModel, type Listener, type LiveModel, type ModelLoader, type Packs, type PublishDeps, type PublishHooks, type Publisher } from "./publish";
import { readingOf } from "./queries/caller";
import { createQueries, type Queries } from "./queries";
import { cursorSeal } from "./queries/cursor";

export interface RuntimeOptions {
  readonly db: Database;
  /** METALOOM_SECRET. */
  readonly secret: string;
  readonly auth: Omit<AuthConfig, "db" | "secret" | "roles">;
  /** LISTEN of PostgreSQL; absent for the embedded database, whose head is polled. */
  readonly listen?: (channel: string, heard: () => void) => Promise<Listener>;
  readonly log?: (level: "info" | "warn" | "error", message: string, details: Readonly<Record<string, unknown>>) => void;
  /** Writes the seed documents of packs being installed. */
  readonly seed?: PublishHooks["seed"];
  /** How often other nodes' revisions are looked for; 1,000 ms. */
  readonly pollMs?: number;
}

export interface Runtime {
  readonly db: Database;
  readonly live: LiveModel;
  readonly publisher: Publisher;
  readonly packs: Packs;
  /** Folder of the packs that lie ready to be installed. */
  readonly packsFolder: string;
  readonly queries: Queries;
  readonly records: Records;
  readonly idempotency: Idempotency;
  readonly auth: Auth;
  readonly log: NonNullable<RuntimeOptions["log"]>;
  /** The model as one person's screens may know it. */
  clientModel(principal: Principal, user: ClientUser, language: string): ClientModel;
  close(): Promise<void>;
}

/** metadata/packs of the installation: beside runtime/ in the source tree, beside dist/ when built. */
const PACKS_FOLDER = fileURLToPath(new URL("../metadata/packs/", import.meta.url));

/** Documents → model, with the registries of this build. */
export const modelLoader: ModelLoader = (input) =>
  loadModel({ ...input, fieldTypes, optionSchemas: fieldOptionSchemas, compileFormula: formulaCompiler, columnSuffixes: (type, options) => fieldStorage(type).columns(options).map((column) => column.suffix) });

/** @throws AppError metadata:invalid when what is published does not load; unavailable:database when the database is away. */
export async function openRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { db, secret } = options;
  const log = options.log ?? (() => undefined);
  const live = await openLiveModel({ database: db, load: modelLoader, listen: options.listen, pollMs: options.pollMs, onError: (error) => log("error", "The newest revision could not be loaded.", { error: String(error) }) });
  const queries = createQueries({ seal: cursorSeal(secret) });
  const auth = createAuth({ ...options.auth, db, secret, roles: () => live.current().roles, log });
  const records = createRecords({ db, queries, box: auth.secretBox });
  const publishing: PublishDeps = { database: db, live, load: modelLoader, hooks: { recompute: (tx, model, entities) => recomputeAll({ tx, model, entities, queries }), seed: options.seed } };
  return {
    db, live, queries, records, auth, log, packsFolder: PACKS_FOLDER,
    publisher: createPublisher(publishing),
    packs: createPacks(publishing),
    idempotency: createIdempotency(db),
    clientModel(principal, user, language) {
      const model = live.current();
      const reading = readingOf(model, principal);
      return clientModelOf({ model, principal, user, language, access: (entity) => reading.access(entity) });
    },
    async close() {
      await live.close();
      await auth.close();
      await db.close();
    },
  };
}
