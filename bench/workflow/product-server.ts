/** The product for the benchmark of processes: one real server (API only) with the pack and its people; it tells their keys. */
import { sql } from "kysely";
import { newId } from "../../runtime/kernel/ids";
import { systemPrincipal } from "../../runtime/kernel";
import { readPackFolder } from "../../runtime/publish";
import { readEnv } from "../../server/env";
import { startServer } from "../../server/main";

const [data, url] = process.argv.slice(2) as [string, string | undefined];
const env = readEnv({ ...process.env, ...(url ? { DATABASE_URL: url } : {}), METALOOM_DATA: data, METALOOM_SECRET: "bench-secret-bench-secret-bench-secret", METALOOM_URL: "http://localhost", LOG_LEVEL: "error", METALOOM_REQUESTS_PER_MINUTE: "0" });
const server = await startServer({ env, worker: true, pages: false });
const { runtime } = server;
const packs = await Promise.all(["metadata/packs/core", "bench/workflow/pack"].map((folder) => readPackFolder(folder)));
await runtime.packs.install({ packs, author: { id: null, kind: "system" } });

async function person(role: string, i: number): Promise<string> {
  const id = newId();
  await runtime.db.run(sql`insert into metaloom.users (id, email, name) values (${id}::uuid, ${`${role}${i}@example.com`}, ${`${role} ${i}`})`);
  await runtime.db.run(sql`insert into metaloom.user_roles (user_id, role) values (${id}::uuid, ${role})`);
  return (await runtime.auth.createApiKey(systemPrincipal("test"), { name: role, owner: id, roles: [role] })).key;
}

process.send!({ starter: await person("starter", 0), approvers: JSON.stringify([await person("approver", 1), await person("approver", 2), await person("approver", 3)]) });
process.once("SIGTERM", () => void server.close().then(() => process.exit(0)));
