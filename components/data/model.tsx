"use client";
import { createContext, useContext, type ReactNode } from "react";
import { targetsOf } from "../../runtime/fields/traits";
import type { ClientEntity, ClientField, ClientModel } from "../../runtime/model/client";

const Context = createContext<ClientModel | null>(null);

export function ModelProvider({ model, children }: { model: ClientModel; children: ReactNode }) {
  return <Context value={model}>{children}</Context>;
}

export function useModel(): ClientModel {
  const model = useContext(Context);
  if (!model) throw new Error("ModelProvider is missing above this component.");
  return model;
}

/** The entity of that name, or undefined when there is none or the person has no right on it. */
export function useEntity(name: string | undefined): ClientEntity | undefined {
  const { entities } = useModel();
  return name !== undefined && Object.hasOwn(entities, name) ? entities[name] : undefined;
}

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
