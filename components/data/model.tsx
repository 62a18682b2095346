"use client";
import { createContext, useContext, type ReactNode } from "react";
import type { ClientEntity, ClientModel } from "../../runtime/model/client";

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

export { fieldAtPath, fieldOf } from "./field-paths";
