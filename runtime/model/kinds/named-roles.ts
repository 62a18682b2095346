import { at, type Loading } from "../loading";
import type { Origin } from "../problem";
import { suggest } from "../schema-problems";

/** A role that a document names and nobody defines. */
export function checkNamedRoles(loading: Loading, named: readonly string[] | undefined, roles: ReadonlyMap<string, unknown>, origin: Origin): void {
  named?.forEach((role, i) => {
    if (!roles.has(role)) loading.problems.add(at(origin, i), "unknownRole", `There is no role "${role}"`, suggest(role, roles.keys()));
  });
}
