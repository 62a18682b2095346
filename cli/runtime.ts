/** The runtime of a command: the database brought to the newest schema, model and gateway; closed afterwards. */
import { migrate } from "../runtime/db/migrate";
import { openDatabase } from "../runtime/db/open";
import { openFileStore } from "../runtime/files/open";
import { openRuntime, type Runtime } from "../runtime/server";
import type { Input } from "./command";

export async function withRuntime<T>(input: Input, work: (runtime: Runtime) => Promise<T>): Promise<T> {
  const { databaseUrl, dataDir, secret, url, mode, port, s3 } = input.env();
  const db = await openDatabase({ databaseUrl, dataDir, max: 2, whenBusy: "share", snapshot: false, log: (sentence) => input.say(sentence) });
  let runtime: Runtime;
  try {
    await migrate(db);
    runtime = await openRuntime({ db, secret, auth: { url, production: mode === "production", port }, pollMs: 0, fileStore: openFileStore({ dataDir, s3 }) });
  } catch (error) {
    await db.close();
    throw error;
  }
  try {
    return await work(runtime);
  } finally {
    await runtime.close();
  }
}
