"use client";
import { useMemo } from "react";
import type { ProcessDefinition, Variable } from "../../../runtime/workflow/definition/types";
import { webCallNodes } from "../../../runtime/workflow/engine/web-calls";
import { useEntity } from "../../data/model";
import { useDesigner } from "../use-designer";

/** Name of the entity an instance is about. */
export const entityOf = (definition: ProcessDefinition): string | undefined => (definition as { readonly entity?: string }).entity;

const TYPES: Readonly<Record<string, Variable["type"]>> = { integer: "number", decimal: "number", percent: "number", boolean: "boolean", checkbox: "boolean", date: "date", dateTime: "dateTime" };

/** Variables formulas may speak of: declared ones, the decision of a task, what steps bring, and fields of the record. */
export function useKnownNames(): readonly Variable[] {
  const { definition } = useDesigner();
  const entity = useEntity(entityOf(definition));
  return useMemo(() => {
    const declared = [...(definition.variables ?? []), ...(definition.pools ?? []).flatMap((pool) => pool.variables ?? [])];
    const decided: Variable[] = definition.nodes.some((node) => node.type === "userTask" && node.options?.decisions?.length) ? [{ id: "decision", name: "decision", type: "text" }] : [];
    const brought = definition.nodes.flatMap((node) => (node.outputs ?? []).map(({ to }): Variable => ({ id: to, name: to })));
    const fields = (entity?.fields ?? []).map((field): Variable => ({ id: field.name, name: `record.${field.name}`, label: field.label, type: TYPES[field.type] ?? "any" }));
    const addresses = webCallNodes(definition).map((id): Variable => ({ id: `webhooks.${id}`, name: `webhooks.${id}`, type: "text" }));
    const seen = new Set<string>();
    return [...declared, ...decided, ...brought, ...fields, ...addresses].filter(({ name }) => !seen.has(name) && seen.add(name));
  }, [definition, entity]);
}
