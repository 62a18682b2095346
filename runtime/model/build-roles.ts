/** Roles: rights of every entity spelt out, "*" resolved. */
import type { EntityRightsDocument } from "./generated/grammar";
import { documentsOf, type Loading } from "./loading";
import type { ActionModel, AppModel, EntityRights, Grant, RoleModel, Thing, Verb } from "./types";

const VERBS: readonly Verb[] = ["create", "read", "update", "delete"];
const EVERY = "*";
const THINGS: readonly Thing[] = ["comments", "notes", "files"];

/** "own" → [{scope: "own"}]; "none" and absent → []; lists are alternatives. */
function grantsOf(value: EntityRightsDocument["read"]): Grant[] {
  const alternatives = value === undefined ? [] : typeof value === "string" ? [value] : value;
  return alternatives.flatMap((alternative): Grant[] => {
    const { scope, condition } = typeof alternative === "string" ? { scope: alternative, condition: undefined } : alternative;
    if (scope === "none") return [];
    return [{ ...(scope ? { scope } : {}), ...(condition ? { condition } : {}) }];
  });
}

function rightsOf(document: EntityRightsDocument, actions: readonly ActionModel[]): EntityRights {
  const named = document.actions ?? {};
  const rest = Object.hasOwn(named, EVERY) ? actions.map((action): [string, EntityRightsDocument["read"]] => [action.name, named[EVERY]]) : [];
  const granted = new Map([...rest, ...Object.entries(named).filter(([name]) => name !== EVERY)]);
  return {
    verbs: Object.fromEntries(VERBS.map((verb) => [verb, grantsOf(document[verb])])) as unknown as EntityRights["verbs"],
    actions: Object.fromEntries([...granted].map(([name, value]) => [name, grantsOf(value)])),
    fields: document.fields ?? {}, export: document.export ?? false, import: document.import ?? false, collegial: document.collegial ?? [],
    things: Object.fromEntries(THINGS.flatMap((thing) => (document[thing] === undefined ? [] : [[thing, document[thing]]]))),
  };
}

/** Roles by name. An entity named by a role has exactly the rights written there; "*" gives the rights of all others. */
export function buildRoles(loading: Loading, actions: AppModel["actions"]): Map<string, RoleModel> {
  const roles = new Map<string, RoleModel>();
  for (const { body, pack, file } of documentsOf(loading, "role")) {
    const named = body.entities ?? {};
    const every = Object.hasOwn(named, EVERY) ? named[EVERY] : undefined;
    const entities = [...loading.entities.keys()].flatMap((name): [string, EntityRights][] => {
      const document = Object.hasOwn(named, name) ? named[name] : every;
      return document ? [[name, rightsOf(document, actions.get(name) ?? [])]] : [];
    });
    const role: RoleModel = { id: body.id, name: body.name, pack, label: loading.words.label(body.label, pack, ["roles", body.id, "label"]), entities: Object.fromEntries(entities), system: body.system ?? [], processes: Object.fromEntries(Object.entries(body.processes ?? {}).map(([name, { start, operate }]) => [name, { start: start ?? false, operate: operate ?? false }])) };
    const twin = roles.get(role.name);
    if (twin) loading.problems.add({ file, pointer: "/name" }, "duplicateName", `The packs "${twin.pack}" and "${pack}" both have a role named "${role.name}"`, "Rename one of them.");
    loading.origins.set(role, { file, pointer: "" });
    roles.set(role.name, role);
  }
  return roles;
}
