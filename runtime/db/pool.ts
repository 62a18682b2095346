/**
 * The door to PostgreSQL. A *Database* is a pool of connections to one server: "postgres" (any server, DATABASE_URL) or
 * "embedded" (PGlite in a child process, see embedded.ts), which takes one connection only.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";
import { explain, isStalePlan } from "./failures";
import { DEFAULT_PAIR, spellingOf, type SchemaPair, type Spelling } from "./schema-pair";
import { queryableOf, transact, type Queryable, type TransactionOptions, type Tx } from "./transaction";

export type { Compiled } from "./compile";
export type { SchemaPair } from "./schema-pair";
export type { Queryable, TransactionOptions, Tx } from "./transaction";

export interface Database extends Queryable {
  readonly kind: "postgres" | "embedded";
  /** Runs `fn` with the only handle it may use; commits when it returns, rolls back when it throws. `fn` may be repeated. */
  transaction<T>(fn: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** The same connections for another workspace; its close() does nothing, they are closed here. */
  inSchemas(pair: SchemaPair): Database;
  /** Waits for running work, then closes every connection. May be called twice. */
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly databaseUrl: string;
  /** Connections at most; the embedded database always has one. */
  readonly max?: number;
  readonly embedded?: boolean;
  /** Connections older than this are replaced: each remembers what it met in every workspace. Without end unless told. */
  readonly lifetimeSeconds?: number;
  /** For tests: asking the Database inside one of its transactions throws instead of waiting for a second connection. */
  readonly guard?: boolean;
  /** A connection broke while nobody used it; the pool replaces it by itself. */
  readonly onIdleError?: (error: Error) => void;
}

const SESSION = [
  "set datestyle = 'ISO, YMD'", "set timezone = 'UTC'", "set intervalstyle = 'iso_8601'",
  "set statement_timeout = '30s'", "set lock_timeout = '5s'", "set idle_in_transaction_session_timeout = '60s'",
].join("; ");

/** Opens a pool; connects on first use, so a database that is away is noticed by the first query, not here. */
export function createPool(options: PoolOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: options.embedded ? 1 : options.max ?? 10,
    // The embedded database gives one seat to each process; giving it back would only cost a sign-in.
    idleTimeoutMillis: options.embedded ? 0 : 30_000,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    ...(options.lifetimeSeconds && !options.embedded ? { maxLifetimeSeconds: options.lifetimeSeconds } : {}),
    application_name: "metaloom",
    // Set by statement and not by start-up parameter: poolers such as PgBouncer refuse unknown start-up parameters.
    onConnect: async (client) => { await client.query(SESSION); },
  });
  pool.on("error", options.onIdleError ?? (() => undefined));
  // A connection that breaks while it is lent out rejects its query; without a listener it would also end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));

  let closing: Promise<void> | undefined;
  const inside = new AsyncLocalStorage<true>();
  const connect = async () => {
    if (options.guard && inside.getStore()) throw new Error("Inside a transaction only its own handle may be used; this call asked the Database for a second connection.");
    return pool.connect();
  };

  async function withClient<T>(spelling: Spelling, work: (queries: Queryable) => Promise<T>): Promise<T> {
    let client: pg.PoolClient;
    try {
      client = await connect();
    } catch (error) {
      throw explain(error);
    }
    try {
      return await work(queryableOf(client, spelling));
    } catch (error) {
      if (isStalePlan(error)) return await work(queryableOf(client, spelling));
      throw explain(error);
    } finally {
      client.release();
    }
  }

  const databaseIn = (pair: SchemaPair, close: () => Promise<void>): Database => {
    const spelling = spellingOf(pair);
    return {
      kind: options.embedded ? "embedded" : "postgres",
      schemas: pair,
      query: (compiled) => withClient(spelling, (queries) => queries.query(compiled)),
      run: (fragment) => withClient(spelling, (queries) => queries.run(fragment)),
      change: (fragment) => withClient(spelling, (queries) => queries.change(fragment)),
      transaction: (fn, transactionOptions) => transact(connect, options.guard ? (tx) => inside.run(true, () => fn(tx)) : fn, transactionOptions, spelling),
      inSchemas: (other) => databaseIn(other, async () => undefined),
      close,
    };
  };
  return databaseIn(DEFAULT_PAIR, () => (closing ??= pool.end()));
}
