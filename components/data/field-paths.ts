/** Fields by name and by path; also for pages, which run on the server. */
import { targetsOf } from "../../runtime/fields/traits";
import type { ClientEntity, ClientField, ClientModel } from "../../runtime/model/client";

export function fieldOf(entity: ClientEntity, name: string): ClientField | undefined {
  return entity.fields.find((field) => field.name === name);
}

/** Follows a path through references ("organisation.city") to its last field; undefined when a step is unknown or invisible. */
export function fieldAtPath(model: ClientModel, entity: ClientEntity, path: string): ClientField | undefined {
  const [head = "", ...rest] = path.split(".");
  const field = fieldOf(entity, head);
  if (!field || rest.length === 0) return field;
  const target = model.entities[targetsOf(field)[0] ?? ""];
  return target && fieldAtPath(model, target, rest.join("."));
}
