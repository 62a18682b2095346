/** Work that happens without a request: letters, imports, forgetting old keys and files. */
import { dropDoomed } from "../runtime/db/ddl/doomed";
import { createMailSender } from "../runtime/mail/sender";
import type { Runtime } from "../runtime/server";
import type { Services } from "./services";
import type { Env } from "./env";

export interface Background {
  /** Forgets what is old, now; done every hour by itself. */
  tidy(): Promise<void>;
  stop(): Promise<void>;
}

const HOUR_MS = 3_600_000;

export function startBackgroundWork(runtime: Runtime, services: Pick<Services, "mailer">, _env: Env): Background {
  const sender = services.mailer && createMailSender({ db: runtime.db, mailer: services.mailer, write: runtime.writeLetter, log: runtime.log });
  sender?.start();
  // Without a way to send them, letters of reports would only pile up.
  if (sender) runtime.reportSchedules.start();
  runtime.notifications.start({ letters: sender !== undefined });
  runtime.imports.startWorker();
  runtime.processes.startWorker();
  runtime.clocks.startWorker();
  runtime.collegial.startWorker();
  runtime.taskLetters.start({ letters: sender !== undefined });
  const drop = (): Promise<unknown> => dropDoomed(runtime.db).catch((error: unknown) => runtime.log("warn", "Tables that were given up could not be dropped; it is tried again in an hour.", { error: String(error) }));
  void drop();
  const tidy = async (): Promise<void> => {
    const now = new Date();
    const files = async () => {
      await runtime.imports.tidy(now);
      await runtime.files.tidy(now);
    };
    await Promise.all([runtime.idempotency.forget(now), runtime.auth.tidy(), runtime.activity.tidy(now), runtime.notifications.tidy(now), runtime.processes.tidy(now), runtime.letterLinks.tidy(now), files(), drop()]).catch((error: unknown) => runtime.log("warn", "Tidying up failed; it is tried again in an hour.", { error: String(error) }));
  };
  const timer = setInterval(() => void tidy(), HOUR_MS);
  timer.unref();
  return {
    tidy,
    async stop() {
      clearInterval(timer);
      await runtime.imports.stopWorker();
      await runtime.processes.stop();
      await runtime.clocks.stop();
      await runtime.collegial.stop();
      await runtime.taskLetters.stop();
      await runtime.notifications.stop();
      await runtime.reportSchedules.stop();
      await sender?.stop();
    },
  };
}
