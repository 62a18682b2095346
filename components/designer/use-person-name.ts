"use client";
import type { StepRecipient } from "../../runtime/workflow/definition/step-card";
import type { ProcessDefinition } from "../../runtime/workflow/definition/types";
import { useEntity } from "../data/model";
import type { MessageKey } from "../i18n/messages";
import { useT } from "../i18n/provider";
import { entityOf } from "./panel/known-names";

/** Calls a field of the record of a process by its label; anything else stays what it is. */
export function useFieldName(definition: ProcessDefinition): (name: string) => string {
  const entity = useEntity(entityOf(definition));
  return (name) => entity?.fields.find((field) => field.name === name)?.label ?? name;
}

/** Calls people of a step by how they are found: "Head of a unit: Branch". */
export function usePersonName(definition: ProcessDefinition): (person: StepRecipient) => string {
  const t = useT();
  const field = useFieldName(definition);
  return ({ kind, value }) => {
    const words = t(`designer.person.${kind}` as MessageKey);
    if (value === undefined) return words;
    return kind === "superior" || kind === "unitHead" ? `${words}: ${field(value)}` : kind === "field" ? field(value) : value;
  };
}
