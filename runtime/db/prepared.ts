/**
 * A prepared statement on the wire. The driver asks for the description of the columns at every execution, and PostgreSQL and Node
 * make and read it again each time (about 15 µs of both for 35 columns). A prepared statement cannot change its columns -
 * PostgreSQL refuses to execute it instead, see failures.ts - so here the description is asked for once per connection.
 */
import pg from "pg";
import type { Compiled } from "./compile";
import { typeParsers } from "./types";

type Parser = (text: string) => unknown;

/** The part of the driver's connection that speaks the extended protocol; its published types leave most of it out. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  readonly parsedStatements: Record<string, string | undefined>;
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: readonly unknown[]; valueMapper: (value: unknown) => unknown }): void;
  describe(message: { type: "P"; name: string }): void;
  execute(message: object): void;
  sync(): void;
}

/** How values become parameters: the driver's own function, which its published types leave out. */
const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): unknown } }).utils;

/** Readers of the columns of each statement of a connection, by the statement's name. */
const known = new WeakMap<Wire, Map<string, readonly Parser[]>>();

function parsersOf(wire: Wire): Map<string, readonly Parser[]> {
  let parsers = known.get(wire);
  if (!parsers) known.set(wire, (parsers = new Map()));
  return parsers;
}

/** Runs a named statement on a connection that nobody else uses; rows as arrays with our types. Rejects with what the driver gives. */
export function execute(client: Pick<pg.ClientBase, "query">, { sql, parameters }: Compiled, name: string): Promise<unknown[][]> {
  return new Promise((resolve, reject) => {
    // Only errors of the server and the connection come here, and they carry their own story.
    client.query(new Execution(name, sql, parameters, (failure, rows) => (failure === undefined ? resolve(rows) : reject(failure))));
  });
}

/** One execution; what the driver calls back is told by the names of the methods. */
class Execution implements pg.Submittable {
  private readonly rows: unknown[][] = [];
  private parsers: readonly Parser[] | undefined;
  private described: Map<string, readonly Parser[]> | undefined;
  private failure: unknown;

  constructor(
    readonly name: string,
    readonly text: string,
    private readonly values: readonly unknown[],
    private readonly done: (failure: unknown, rows: unknown[][]) => void,
  ) {}

  submit(connection: pg.Connection): void {
    const wire = connection as unknown as Wire;
    this.described = parsersOf(wire);
    this.parsers = this.described.get(this.name);
    wire.stream.cork();
    try {
      if (wire.parsedStatements[this.name] === undefined) {
        this.parsers = undefined;
        wire.parse({ name: this.name, text: this.text });
      }
      wire.bind({ statement: this.name, values: this.values, valueMapper: prepareValue });
      if (!this.parsers) wire.describe({ type: "P", name: "" });
      wire.execute({});
    } catch (error) {
      // A value that cannot be a parameter: the batch still ends with a sync, so the connection stays usable.
      this.failure = error;
    } finally {
      wire.sync();
      wire.stream.uncork();
    }
  }

  handleRowDescription({ fields }: { fields: readonly { dataTypeID: number }[] }): void {
    this.parsers = fields.map(({ dataTypeID }) => typeParsers.getTypeParser(dataTypeID));
    this.described!.set(this.name, this.parsers);
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    if (this.failure !== undefined) return;
    try {
      const parsers = this.parsers!;
      this.rows.push(fields.map((text, i) => (text === null ? null : parsers[i]!(text))));
    } catch (error) {
      this.failure = error;
    }
  }

  handleCommandComplete(): void {
    // A statement without columns has an empty description, and is not asked again either.
    if (!this.parsers) this.described!.set(this.name, (this.parsers = []));
  }

  handleEmptyQuery(): void {}

  handlePortalSuspended(): void {}

  handleError(error: unknown): void {
    this.done(this.failure ?? error, this.rows);
  }

  handleReadyForQuery(): void {
    this.done(this.failure, this.rows);
  }
}
