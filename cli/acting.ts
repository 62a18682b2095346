/** Acting for a user from the command line: with his rights, so that nothing is read or written which he might not. */
import { AppError, systemPrincipal, type Ctx } from "../runtime/kernel";
import { newId } from "../runtime/kernel/ids";
import type { Runtime } from "../runtime/server";
import { operator } from "./auth";

/** The context of a command for the user of that address. @throws AppError resource:notFound when there is no such active user. */
export async function contextOfUser(runtime: Runtime, email: string): Promise<Ctx> {
  const wanted = email.trim().toLowerCase();
  const { items } = await runtime.auth.users(operator, { status: "active", limit: 200, q: wanted });
  const user = items.find((candidate) => candidate.email === wanted);
  const who = user && (await runtime.auth.principalOf({ userId: user.id, place: newId() }));
  if (who?.kind !== "ok") throw new AppError("resource:notFound", `There is no active user "${email}".`, { remedy: "`metaloom user list` shows them all." });
  return { principal: who.principal, channel: "cli", now: new Date(), timeZone: who.timeZone, language: who.language, requestId: newId() };
}

/** The operator of the machine, who can read the database anyway. */
export const operatorContext = (): Ctx => ({ principal: systemPrincipal("command-line"), channel: "cli", now: new Date(), timeZone: "UTC", language: "en", requestId: newId() });
