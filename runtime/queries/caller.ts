import type { Ctx } from "../kernel/context";
import { actorId, type Principal } from "../kernel/principal";
import type { AppModel } from "../model/types";
import { rowRuleSql } from "./row-rule";
import { createReading, type Reading, type ReadingCompilers } from "./scope";
import { statementCache } from "./cache";
import type { Bindings } from "./statement";
import { virtualFormula } from "./virtual";

const COMPILERS: ReadingCompilers = { rowRule: rowRuleSql, formula: virtualFormula };
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** What the principal may see in this revision; equal role sets share one reading. */
export function readingOf(model: AppModel, principal: Principal): Reading {
  if (principal.kind === "system") return statementCache(model, "reading;*", () => createReading(model, [], { unlimited: true }, COMPILERS));
  const { roles, sharedEntities, onlyBy } = principal;
  const single = (["teams", "units", "unitTree"] as const).filter((list) => principal[list].length === 1);
  const key = `reading;${roles.join()}|${sharedEntities.join()}|${single.join()}|${onlyBy ? `${onlyBy.right} ${onlyBy.entity}` : ""}`;
  return statementCache(model, key, () => createReading(model, roles, { sharedEntities, single, onlyBy }, COMPILERS));
}

/** Values of the caller and the request for the slots of statements. */
export function bindingsOf(ctx: Ctx, values: readonly unknown[]): Bindings {
  const { principal } = ctx;
  const user =
    principal.kind === "system"
      ? { id: NOBODY, teams: [], units: [], unitTree: [], roles: [] }
      : { id: actorId(principal) ?? NOBODY, teams: principal.teams, units: principal.units, unitTree: principal.unitTree, roles: principal.roles };
  return { user, now: ctx.now, timeZone: ctx.timeZone, language: ctx.language, values };
}
