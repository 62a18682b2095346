/** The runtime of a command: its workspace brought to the newest schema, model and gateway; closed afterwards. */
import { migrate } from "../runtime/db/migrate";
import { openRuntime, type Runtime } from "../runtime/server";
import { authOf, fileStoreOf } from "../server/per-workspace";
import type { Input } from "./command";
import { withDatabase, workspaceOf } from "./database";

export async function withRuntime<T>(input: Input, work: (runtime: Runtime) => Promise<T>): Promise<T> {
  return withDatabase(input, async (db) => {
    const env = input.env();
    const workspace = workspaceOf(input);
    await migrate(db);
    const runtime = await openRuntime({ db, secret: env.secret, auth: authOf(env, workspace), pollMs: 0, fileStore: fileStoreOf(env, workspace) });
    try {
      return await work(runtime);
    } finally {
      await runtime.close();
    }
  });
}
