/** Work that happens without a request: letters, forgetting old keys. */
import { createMailSender } from "../runtime/mail/sender";
import type { Runtime } from "../runtime/server";
import type { Services } from "./services";
import type { Env } from "./env";

export interface Background {
  stop(): Promise<void>;
}

const HOUR_MS = 3_600_000;

export function startBackgroundWork(runtime: Runtime, services: Pick<Services, "mailer">, _env: Env): Background {
  const sender = services.mailer && createMailSender({ db: runtime.db, mailer: services.mailer, write: runtime.auth.writeLetter, log: runtime.log });
  sender?.start();
  const tidy = setInterval(() => {
    Promise.all([runtime.idempotency.forget(new Date()), runtime.auth.tidy()]).catch((error: unknown) => runtime.log("warn", "Tidying up failed; it is tried again in an hour.", { error: String(error) }));
  }, HOUR_MS);
  tidy.unref();
  return {
    async stop() {
      clearInterval(tidy);
      await sender?.stop();
    },
  };
}
