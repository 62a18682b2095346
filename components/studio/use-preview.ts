"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ClientModel } from "../../runtime/model/client";
import type { StudioChange } from "../../runtime/studio/documents";
import { holdsRight } from "../admin/sections";
import { useAdmin } from "../admin/use-admin";
import { api } from "../data/api";
import { useModel } from "../data/model";

/** The screens as the changes would make them, for the person or for somebody with a role. */
export function usePreviewModel(changes: readonly StudioChange[], role = "") {
  const body = { changes, ...(role ? { roles: [role] } : {}) };
  return useQuery({ queryKey: ["studio", "preview", JSON.stringify(body)], queryFn: ({ signal }) => api<ClientModel>("/metadata/preview", { method: "POST", body, signal }), placeholderData: keepPreviousData, gcTime: 0 });
}

/** Roles one may look as. */
export function useRoleChoices(): readonly { readonly name: string; readonly label: string }[] | undefined {
  const { system } = useModel();
  return useAdmin<{ items: readonly { name: string; label: string }[] }>("/roles", holdsRight(system, "users.manage")).data?.items;
}
