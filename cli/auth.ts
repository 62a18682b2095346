/** Users and keys from the command line: acts without a person, which the event log says. */
import { createAuth, type Auth } from "../runtime/auth/service";
import { systemPrincipal } from "../runtime/kernel";
import { openLiveModel } from "../runtime/publish/live";
import { modelLoader } from "../runtime/server";
import { authOf } from "../server/per-workspace";
import type { Input } from "./command";
import { withDatabase, workspaceOf } from "./database";

export const operator = systemPrincipal("command-line");

export async function withAuth<T>(input: Input, work: (auth: Auth) => Promise<T>): Promise<T> {
  return withDatabase(input, async (database) => {
    const env = input.env();
    const live = await openLiveModel({ database, load: modelLoader, pollMs: 0 });
    const auth = createAuth({ db: database, secret: env.secret, roles: () => live.current().roles, ...authOf(env, workspaceOf(input)) });
    try {
      return await work(auth);
    } finally {
      await auth.close();
      await live.close();
    }
  });
}

/** Values of an option that may be given several times. */
export const listOption = (value: Input["options"][string]): readonly string[] => (Array.isArray(value) ? (value as readonly string[]) : typeof value === "string" ? [value] : []);
