/** Do those who are responsible for a step see the record it is about? As far as the documents tell; people are data. */
import { targetsOf } from "../../../fields/traits";
import { personSteps, type PersonStep } from "../../../workflow/definition/responsible";
import { at } from "../../loading";
import type { Origin } from "../../problem";
import type { AppModel, EntityModel, RoleModel } from "../../types";
import type { PeopleScope } from "./check-people";

/** Names of the roles that let some record of the entity be read; line items are read with what they belong to. */
export function readingRoles(entity: EntityModel, { entities, roles }: { readonly entities: ReadonlyMap<string, EntityModel>; readonly roles: AppModel["roles"] }): ReadonlySet<string> {
  let root = entity;
  for (const seen = new Set<EntityModel>(); root.parent !== undefined && !seen.has(root); ) {
    seen.add(root);
    const field = root.fieldByName.get(root.parent);
    root = (field && entities.get(targetsOf(field)[0] ?? "")) ?? root;
  }
  return new Set([...roles.values()].filter((role) => role.entities[root.name]?.verbs.read.length).map(({ name }) => name));
}

/** Roles of those who run the product: they read everything and are seldom who is meant. */
const administers = ({ system }: RoleModel): boolean => system.includes("metadata.publish") || system.includes("*");

interface RightsScope {
  readonly entity: EntityModel;
  readonly readers: ReadonlySet<string>;
  readonly roles: AppModel["roles"];
}

/** Why some of those who do a step cannot see the record, as far as the documents tell; undefined when all may be well. */
export function rightsMissing({ named }: PersonStep, { entity, readers, roles }: RightsScope): { readonly message: string; readonly remedy: string } | undefined {
  const records = `the records of "${entity.name}" that this task is about`;
  const blind = [...new Set(named.flatMap(({ kind, value = "" }) => (kind === "role" && roles.has(value) && !readers.has(value) ? [`"${value}"`] : [])))];
  if (blind.length > 0) return { message: `${blind.length > 1 ? "The roles" : "The role"} ${blind.join(", ")} may not read ${records}`, remedy: "Give the right to read them, or have others do it." };
  const found = named.length === 0 || named.some(({ kind }) => kind !== "role");
  if (!found || [...readers].some((name) => !administers(roles.get(name)!))) return undefined;
  return { message: `${readers.size > 0 ? "Only administrators" : "Nobody"} may read ${records}`, remedy: "Give a role of those who do it the right to read them." };
}

/** People may hold another role that lets them read: warnings only, one for each step. Of people, teams and units everybody sees the name. */
export function warnOfRights(origin: Origin, { entity, definition, context: { loading, roles } }: PeopleScope): void {
  if (!entity || entity.system) return;
  const readers = readingRoles(entity, { entities: loading.entities, roles });
  for (const step of personSteps(definition)) {
    const node = at(origin, "nodes", step.index);
    const missing = rightsMissing(step, { entity, readers, roles });
    if (missing) loading.warnings.add(step.node.options?.responsible?.length ? at(node, "options", "responsible") : node, "mayNotRead", missing.message, missing.remedy);
  }
}
