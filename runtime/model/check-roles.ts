/** Cross-checks of roles: entities, actions, fields and conditions they name. */
import { checkFilter } from "./check-condition";
import type { EntityRightsDocument } from "./generated/grammar";
import { at, documentsOf, type Loading } from "./loading";
import { findEntity, findField } from "./paths";
import type { Origin } from "./problem";
import { suggest } from "./schema-problems";
import type { AppModel, EntityModel } from "./types";

const EVERY = "*";

export function checkRoles(loading: Loading, actions: AppModel["actions"]): void {
  const processes = documentsOf(loading, "process").map((document) => document.body.name);
  for (const { body, file, pack } of documentsOf(loading, "role")) {
    for (const name of Object.keys(body.processes ?? {})) {
      if (name !== EVERY && !processes.includes(name)) loading.problems.add(at({ file, pointer: "" }, "processes", name), "unknownProcess", `There is no process "${name}"`, suggest(name, processes));
    }
    for (const [name, rights] of Object.entries(body.entities ?? {})) {
      const origin = at({ file, pointer: "" }, "entities", name);
      if (name === EVERY) {
        checkEvery(loading, rights, origin);
        continue;
      }
      const entity = findEntity(loading, name, pack, origin);
      if (entity) checkRights(loading, entity, rights, (actions.get(name) ?? []).map((action) => action.name), origin);
    }
  }
}

/** Rights of every entity can name nothing that only one has. */
function checkEvery(loading: Loading, rights: EntityRightsDocument, origin: Origin): void {
  const names = [...Object.keys(rights.actions ?? {}).map((name) => ["actions", name]), ...Object.keys(rights.fields ?? {}).map((name) => ["fields", name])];
  for (const [key, name] of names) if (name !== EVERY) loading.problems.add(at(origin, key!, name!), "misplaced", `"${name}" cannot be named for every entity at once`, 'Use "*" here, and name it under its entity.');
  for (const [verb, value] of Object.entries(rights)) {
    if (Array.isArray(value) && value.some((grant) => typeof grant === "object" && grant.condition)) loading.problems.add(at(origin, verb), "misplaced", "A condition needs one entity", "Write the condition under its entity.");
  }
}

function checkRights(loading: Loading, entity: EntityModel, rights: EntityRightsDocument, actions: readonly string[], origin: Origin): void {
  for (const verb of ["create", "read", "update", "delete"] as const) checkGrants(loading, entity, rights[verb], at(origin, verb));
  for (const [name, value] of Object.entries(rights.actions ?? {})) {
    if (name !== EVERY && !actions.includes(name)) loading.problems.add(at(origin, "actions", name), "unknownAction", `The entity "${entity.name}" has no action "${name}"`, suggest(name, actions, "Use the name of one of its actions."));
    checkGrants(loading, entity, value, at(origin, "actions", name));
  }
  for (const name of Object.keys(rights.fields ?? {})) {
    const found = name === EVERY ? undefined : findField(entity, name);
    if (found && !found.ok) loading.problems.add(at(origin, "fields", name), found.code, found.message, found.remedy);
  }
}

function checkGrants(loading: Loading, entity: EntityModel, value: EntityRightsDocument["read"], origin: Origin): void {
  if (value === undefined || typeof value === "string") return;
  value.forEach((grant, i) => {
    if (typeof grant === "object") checkFilter(loading, grant.condition, entity, at(origin, i, "condition"));
  });
}
