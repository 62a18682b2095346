/**
 * Who may administer what. *System right*: a right that is not about records, e.g. "users.manage"; roles carry them, "*" stands for all.
 * Nobody gives away, or takes away, what he does not hold himself, unless he has "rights.grantAny".
 */
import { AppError, didYouMean, type Issue, type Principal } from "../kernel";

/** The roles of the published model, by name (AppModel.roles fits). */
export type RoleCatalogue = () => ReadonlyMap<string, { readonly system: readonly string[] }>;

export const USERS_MANAGE = "users.manage";
export const API_KEYS_MANAGE = "apiKeys.manage";
export const GRANT_ANY = "rights.grantAny";

/** True when the principal holds the system right. Portal users and processes never do. */
export function hasSystemRight(principal: Principal, right: string, roles: RoleCatalogue): boolean {
  if (principal.kind === "system") return true;
  if (principal.kind !== "staff" && principal.kind !== "apiKey") return false;
  const known = roles();
  return principal.roles.some((role) => known.get(role)?.system.some((held) => held === right || held === "*") === true);
}

export function requireSystemRight(principal: Principal, right: string, roles: RoleCatalogue): void {
  if (!hasSystemRight(principal, right, roles)) throw new AppError("right:missing", `This needs the right "${right}".`, { remedy: "Ask an administrator for a role that has it." });
}

/** Refuses role names the model does not know. */
export function checkKnownRoles(names: readonly string[], roles: RoleCatalogue, pointer = "/roles"): void {
  const known = roles();
  const issues = names.flatMap((name, index): Issue[] => {
    if (known.has(name)) return [];
    const near = didYouMean(name, known.keys());
    return [{ pointer: `${pointer}/${index}`, code: "unknownRole", message: `There is no role "${name}".`, ...(near === undefined ? {} : { remedy: `Did you mean "${near}"?` }) }];
  });
  if (issues.length > 0) throw new AppError("input:invalid", "The roles are not right.", { issues });
}

/** Refuses to touch (give, take, or act upon a holder of) roles, teams or units that the actor does not hold. */
export function checkHolds(actor: Principal, touched: { roles?: readonly string[]; teams?: readonly string[]; units?: readonly string[] }, roles: RoleCatalogue): void {
  if (hasSystemRight(actor, GRANT_ANY, roles)) return;
  const held = actor.kind === "system" ? undefined : actor;
  const missing = [
    ...(touched.roles ?? []).filter((role) => !held?.roles.includes(role)),
    ...(touched.teams ?? []).filter((team) => !held?.teams.includes(team)),
    ...(touched.units ?? []).filter((unit) => !held?.unitTree.includes(unit)),
  ];
  if (missing.length > 0) throw new AppError("right:missing", "You can only give or take what you hold yourself.", { remedy: `Ask somebody who holds it, or who has the right "${GRANT_ANY}".`, details: { missing } });
}
