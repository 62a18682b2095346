/** A worker to be killed: does the imports of a database whose model is published. Arguments: data directory, optional URL. Says `ready`. */
import { openDatabase } from "../../runtime/db/open";
import { openFileStore } from "../../runtime/files/open";
import { openRuntime } from "../../runtime/server";
import { TEST_SECRET } from "./runtime";

const [dataDir, databaseUrl] = process.argv.slice(2);

async function main(): Promise<void> {
  const db = await openDatabase({ dataDir: dataDir!, databaseUrl, max: 2, whenBusy: "share", snapshot: false });
  const runtime = await openRuntime({ db, secret: TEST_SECRET, auth: { url: undefined, production: false, port: 3000 }, pollMs: 0, fileStore: openFileStore({ dataDir: dataDir! }) });
  process.stdout.write("ready\n");
  runtime.imports.startWorker();
}

void main();
