/** A server to be killed: API and workers of processes over a database whose model is published. Arguments: data directory, optional URL, origins steps may call. Says `url <address>`. */
import type { AddressInfo } from "node:net";
import { openDatabase } from "../../runtime/db/open";
import { openRuntime } from "../../runtime/server";
import { routes } from "../../server/routes";
import { serveRoutes } from "./http";
import { TEST_SECRET } from "./runtime";

const [dataDir, databaseUrl, origin] = process.argv.slice(2);

async function main(): Promise<void> {
  const db = await openDatabase({ dataDir: dataDir!, databaseUrl: databaseUrl || undefined, max: 6, whenBusy: "share", snapshot: false });
  const runtime = await openRuntime({ db, secret: TEST_SECRET, auth: { url: undefined, production: false, port: 3000 }, pollMs: 0, webhookOrigins: [origin!] });
  const app = serveRoutes(runtime, routes.filter(({ url }) => url.startsWith("/processes") || url.startsWith("/tasks")));
  await app.listen({ port: 0, host: "127.0.0.1" });
  runtime.processes.startWorker();
  process.stdout.write(`url http://127.0.0.1:${(app.server.address() as AddressInfo).port}/api/v1\n`);
}

void main();
