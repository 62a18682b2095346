/** One call for server, worker and command line: the database the environment names, embedded or not. */
import { openEmbedded } from "./embedded";
import { createPool, type Database } from "./pool";
import { startUpkeep } from "./upkeep";

export interface OpenOptions {
  /** DATABASE_URL; without it the embedded database of `dataDir` is opened. */
  readonly databaseUrl?: string;
  readonly dataDir: string;
  readonly max?: number;
  /** See PoolOptions. */
  readonly lifetimeSeconds?: number;
  /** See EmbeddedOptions. */
  readonly whenBusy?: "refuse" | "share";
  readonly snapshot?: boolean;
  readonly log?: (sentence: string) => void;
}

/** Opens the database; its close() also ends the embedded one. Call `migrate(database)` next. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const onIdleError = (error: Error) => options.log?.(`A connection to the database broke: ${error.message}`);
  if (options.databaseUrl) return createPool({ databaseUrl: options.databaseUrl, max: options.max, lifetimeSeconds: options.lifetimeSeconds, onIdleError });
  const embedded = await openEmbedded(options);
  const pool = createPool({ databaseUrl: embedded.url, embedded: true, onIdleError });
  // Whoever shares it leaves this to the server that opened it.
  const upkeep = embedded.isShared ? undefined : startUpkeep(pool, options.log);
  return {
    ...pool,
    async close() {
      await upkeep?.stop();
      await pool.close();
      await embedded.close();
    },
  };
}
