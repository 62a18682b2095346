/** Rights on processes: what the roles of a person add up to; nothing is allowed that none grants. */
import type { Principal } from "../kernel/principal";
import type { AppModel, ProcessRights } from "../model/types";

export function processRights(model: Pick<AppModel, "roles">, principal: Principal, name: string): ProcessRights {
  if (principal.kind === "system") return { start: true, operate: true };
  const held = principal.roles.map((role) => model.roles.get(role)?.processes).map((rights) => rights?.[name] ?? rights?.["*"]);
  return { start: held.some((rights) => rights?.start), operate: held.some((rights) => rights?.operate) };
}
