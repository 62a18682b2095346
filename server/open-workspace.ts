/** One open workspace: its runtime, what the door needs of it, and its background work. */
import type { PageRuntime } from "../app/_server/runtime";
import { openRuntime, type Runtime } from "../runtime/server";
import { personalViews } from "../runtime/views/rows";
import { createAuthenticate, type Authenticate } from "./auth/authenticate";
import { pageSession } from "./auth/page-session";
import { pageRecords } from "./page-records";
import { startBackgroundWork, type Background } from "./background";
import type { Env } from "./env";
import type { Services } from "./services";

export interface Workspace {
  readonly name: string;
  readonly runtime: Runtime;
  readonly authenticate: Authenticate;
  /** For the pages of Next. */
  readonly pages: PageRuntime;
  /** Only in processes that do background work. */
  readonly background?: Background;
  close(): Promise<void>;
}

export interface WorkspaceDeps {
  readonly services: Services;
  readonly env: Env;
  /** Do background work (letters, imports) in this process too. */
  readonly worker: boolean;
}

/** @throws AppError metadata:invalid when what is published does not load; unavailable:database. */
export async function openWorkspace({ services, env, worker }: WorkspaceDeps, name: string): Promise<Workspace> {
  const runtime = await openRuntime(services.runtimeOptions(name));
  const { auth } = runtime;
  const background = worker ? startBackgroundWork(runtime, services, env) : undefined;
  return {
    name, runtime, background,
    authenticate: createAuthenticate(auth),
    pages: {
      auth,
      model: () => runtime.live.current(),
      async session(cookieHeader) {
        const [session, since] = await Promise.all([pageSession(auth, cookieHeader), runtime.events.here()]);
        return session && { ...session, since };
      },
      clientModel: (principal, user, language) => runtime.clientModel(principal, user, language),
      ...pageRecords(runtime),
      views: (principal, entity) => personalViews(runtime.db, principal, runtime.live.current().entities.get(entity)),
    },
    async close() {
      // Event streams never end by themselves; who waits for the end would wait for them.
      await runtime.events.close();
      await background?.stop();
      await runtime.close();
    },
  };
}
