/** The database of a command: closed afterwards; when a server has the embedded one open, its connection is shared. */
import { openDatabase } from "../runtime/db/open";
import type { Database } from "../runtime/db/pool";
import type { Input } from "./command";

export async function withDatabase<T>(input: Input, work: (database: Database) => Promise<T>): Promise<T> {
  const { databaseUrl, dataDir } = input.env();
  const database = await openDatabase({ databaseUrl, dataDir, max: 2, whenBusy: "share", snapshot: false, log: (sentence) => input.say(sentence) });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
