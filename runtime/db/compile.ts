/** Fragments → text and parameters. The one place that owns a Kysely instance; it never connects. */
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type RawBuilder } from "kysely";

/** A statement ready for the driver. With a `name` it is prepared once per connection. */
export interface Compiled {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly name?: string;
}

const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** `compile(sql\`select ${1}::int\`)` → { sql: "select $1::int", parameters: [1] }; the name makes it a prepared statement. */
export function compile(fragment: RawBuilder<unknown>, name?: string): Compiled {
  const { sql, parameters } = fragment.compile(compiler);
  return { sql, parameters, name };
}
