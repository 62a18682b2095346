"use client";
import { useMemo } from "react";
import { isFieldTypeName } from "../../runtime/fields/index";
import { useModel } from "../data/model";
import type { KnownEntity } from "./options/context";
import { useMetadata } from "./use-studio";

/** Entities that are installed and that a module may point at: those of packs, and with `pack` also its own. What was made outside of packs cannot be required. */
export function useKnownEntities(pack?: string): readonly KnownEntity[] {
  const { entities } = useModel();
  const { data } = useMetadata();
  return useMemo(() => {
    const local = new Set((data?.items ?? []).filter((item) => item.kind === "entity" && item.pack === "local").map(({ name }) => name));
    return Object.values(entities).filter(({ name }) => pack === "local" || !local.has(name)).map((entity) => ({
      name: entity.name, label: entity.label, plural: entity.plural,
      fields: entity.fields.flatMap((field) => (isFieldTypeName(field.type) ? [{ name: field.name, label: field.label, type: field.type, options: field.options }] : [])),
    })).sort((a, b) => a.label.localeCompare(b.label));
  }, [entities, data, pack]);
}
