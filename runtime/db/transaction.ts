/**
 * Transactions on one connection. A *transaction* is all or nothing; a *savepoint* is a part of it that may fail alone.
 * PostgreSQL may ask to repeat a transaction that lost against another: then `fn` runs again from its beginning, so it must
 * do nothing outside the database that cannot be done twice.
 */
import type pg from "pg";
import type { RawBuilder } from "kysely";
import { compile, type Compiled } from "./compile";
import { explain, isConnectionFailure, isRepeatable, isStalePlan } from "./failures";
import { execute } from "./prepared";
import { spellingOf, DEFAULT_PAIR, type SchemaPair, type Spelling } from "./schema-pair";
import { typeParsers } from "./types";

/** What can be asked inside and outside a transaction. */
export interface Queryable {
  /** The schemas its statements really name; statements are written for the default pair. Wanted where a schema is a value: in questions to PostgreSQL's catalogue. */
  readonly schemas: SchemaPair;
  /** Rows as arrays in the order of the select list: the fast way, for compiled and prepared statements. */
  query(compiled: Compiled): Promise<unknown[][]>;
  /** Rows as objects, keyed by column name. */
  run<Row>(fragment: RawBuilder<Row>): Promise<Row[]>;
  /** Number of rows the statement changed. */
  change(fragment: RawBuilder<unknown>): Promise<number>;
}

/** The handle inside a transaction. While it is open nothing else of the Database may be used. */
export interface Tx extends Queryable {
  /** Runs `fn`; when it throws, undoes only what it did and throws on. The transaction stays usable. */
  savepoint<T>(fn: () => Promise<T>): Promise<T>;
}

export interface TransactionOptions {
  readonly isolation?: "read committed" | "repeatable read" | "serializable";
  readonly readOnly?: boolean;
  /** Instead of the 30 seconds each statement may take; 0 = without limit (publishing, restoring). */
  readonly statementTimeoutMs?: number;
}

const ATTEMPTS = 3;
const BEGIN = { "read committed": "", "repeatable read": " isolation level repeatable read", serializable: " isolation level serializable" } as const;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Part of the names of prepared statements; a stale plan makes it grow, so that every connection plans anew. */
let planGeneration = 0;
const planName = (name: string | undefined): string | undefined => (name && planGeneration > 0 ? `${name}_${planGeneration}` : name);

const DEFAULT_SPELLING = spellingOf(DEFAULT_PAIR);

/** Queries of one connection, with our types and our errors, in one workspace. */
export function queryableOf(client: Pick<pg.ClientBase, "query">, spelling: Spelling = DEFAULT_SPELLING): Queryable {
  async function ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (isStalePlan(error)) planGeneration++;
      // A lost race must reach `transact` as it is, so that it can repeat.
      throw isRepeatable(error) ? error : explain(error);
    }
  }
  return {
    schemas: spelling.pair,
    query: (statement) => ask(async () => {
      const compiled = spelling.compiled(statement);
      const name = planName(compiled.name);
      if (name) return execute(client, compiled, name);
      const result = await client.query<unknown[]>({ text: compiled.sql, values: compiled.parameters as unknown[], rowMode: "array", types: typeParsers });
      // Several statements in one text (a migration file) give several results; nobody reads their rows.
      return result.rows ?? [];
    }),
    run: <Row>(fragment: RawBuilder<Row>) => ask(async () => {
      const { sql, parameters } = compile(fragment);
      // The row type is the caller's claim about his own select list; the driver cannot know it.
      return (await client.query({ text: spelling.text(sql), values: parameters as unknown[], types: typeParsers })).rows as Row[];
    }),
    change: (fragment) => ask(async () => {
      const { sql, parameters } = compile(fragment);
      return (await client.query({ text: spelling.text(sql), values: parameters as unknown[] })).rowCount ?? 0;
    }),
  };
}

function txOf(client: pg.ClientBase, spelling: Spelling): Tx {
  let depth = 0;
  return {
    ...queryableOf(client, spelling),
    async savepoint(fn) {
      const name = `s${++depth}`;
      await client.query(`savepoint ${name}`);
      try {
        const value = await fn();
        await client.query(`release savepoint ${name}`);
        return value;
      } catch (error) {
        await client.query(`rollback to savepoint ${name}`);
        throw error;
      } finally {
        depth--;
      }
    },
  };
}

async function once<T>(client: pg.ClientBase, fn: (tx: Tx) => Promise<T>, options: TransactionOptions, spelling: Spelling): Promise<T> {
  const timeout = options.statementTimeoutMs === undefined ? "" : `; set local statement_timeout = ${Math.trunc(options.statementTimeoutMs)}`;
  await client.query(`begin${BEGIN[options.isolation ?? "read committed"]}${options.readOnly ? " read only" : ""}${timeout}`);
  try {
    const value = await fn(txOf(client, spelling));
    await client.query("commit");
    return value;
  } catch (error) {
    // When the connection is gone the server has rolled back by itself; the first error is the one to show.
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

/**
 * Runs `fn` in a transaction on a connection of the pool; repeats it up to three times when it lost a race.
 * @throws AppError unavailable:database when the database is away or the race was lost three times; whatever `fn` throws.
 */
export async function transact<T>(connect: () => Promise<pg.PoolClient>, fn: (tx: Tx) => Promise<T>, options: TransactionOptions = {}, spelling: Spelling = DEFAULT_SPELLING): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    let client: pg.PoolClient;
    try {
      client = await connect();
    } catch (error) {
      throw explain(error);
    }
    let broken = false;
    try {
      return await once(client, fn, options, spelling);
    } catch (error) {
      broken = isConnectionFailure(error) || isConnectionFailure((error as { cause?: unknown } | null)?.cause);
      if (!isRepeatable(error) || attempt === ATTEMPTS) throw explain(error);
    } finally {
      client.release(broken);
    }
    await pause(Math.random() * 30 * 2 ** attempt);
  }
}
