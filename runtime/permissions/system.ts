import type { Principal } from "../kernel/principal";
import type { RoleModel } from "../model/types";

/** Does one of the principal's roles hold the administration right? "*" in a role's list stands for all of them. */
export function rightOfSystem(roles: ReadonlyMap<string, RoleModel>, principal: Principal, right: string): boolean {
  if (principal.kind === "system") return true;
  return principal.roles.some((name) => roles.get(name)?.system.some((held) => held === right || held === "*") ?? false);
}
