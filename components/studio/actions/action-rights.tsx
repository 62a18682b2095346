"use client";
import { useQueries } from "@tanstack/react-query";
import type { ClientEntity } from "../../../runtime/model/client";
import type { StudioChange, StudioDocument } from "../../../runtime/studio/documents";
import { keyOf, type Design } from "../../../runtime/studio/edit";
import { GrantCell } from "../../admin/grant-cell";
import { grantsOf, withRights, writeGrants, type RoleDocument } from "../../admin/role-document";
import { api } from "../../data/api";
import { useT } from "../../i18n/provider";
import { Skeleton } from "../../ui/badge";
import { useMetadata } from "../use-studio";

interface RightsProps {
  entity: ClientEntity;
  action: string;
  design: Design;
  take(changes: readonly StudioChange[]): void;
}

/** Who may run the action: for each role, on which records. What is changed is published with the action. */
export function ActionRights({ entity, action, design, take }: RightsProps) {
  const t = useT();
  const { data } = useMetadata();
  const roles = (data?.items ?? []).filter(({ kind }) => kind === "role");
  const documents = useQueries({ queries: roles.map(({ name, pack }) => ({ queryKey: ["studio", "role", name, data?.revision], queryFn: ({ signal }: { signal: AbortSignal }) => api<{ document: RoleDocument | null }>(`/metadata/role/${name}?pack=${pack}`, { signal }) })) });
  if (!data) return <Skeleton className="h-16" />;
  return (
    <ul className="grid gap-x-6 gap-y-1 sm:grid-cols-2" aria-label={t("studio.actionWho")}>
      {roles.map(({ name, pack }, index) => {
        const role = (design[keyOf("role", name)] as unknown as RoleDocument | undefined) ?? documents[index]?.data?.document;
        if (!role) return null;
        const actions = role.entities?.[entity.name]?.actions ?? {};
        return (
          <li key={name} className="grid grid-cols-[minmax(0,1fr)_10rem] items-center gap-2">
            <span className="truncate text-sm">{role.label}</span>
            <GrantCell label={role.label} grants={grantsOf(actions[action])} entity={entity} onChange={(grants) => take([{ kind: "role", name, pack, document: withRights(role, entity.name, { actions: { ...actions, [action]: writeGrants(grants) } }) as unknown as StudioDocument }])} />
          </li>
        );
      })}
    </ul>
  );
}
