"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { StudioChange } from "../../runtime/studio/documents";
import { api, type ApiError } from "../data/api";
import type { Plan } from "./plan-view";
import { useRefresh } from "./use-studio";

/** What publishing these changes would do. */
export function usePlan(changes: readonly StudioChange[], enabled: boolean) {
  return useQuery({ queryKey: ["studio", "plan", JSON.stringify(changes)], queryFn: ({ signal }) => api<Plan>("/metadata/plan", { method: "POST", body: { changes }, signal }), enabled: enabled && changes.length > 0, staleTime: 0, gcTime: 0 });
}

export interface Publication {
  readonly changes: readonly StudioChange[];
  readonly summary: string;
  readonly baseRevision?: number;
  readonly confirmDestructive?: boolean;
}

interface Published {
  readonly revision: number;
  readonly changed: boolean;
}

/** Publishes; every screen learns of it when it is done. */
export function usePublish() {
  const refresh = useRefresh();
  return useMutation<Published, ApiError, Publication>({
    mutationFn: (body) => api("/metadata/publish", { method: "POST", body }),
    onSuccess: refresh,
  });
}

/** Makes the documents of a revision the newest ones again. */
export function useRollback() {
  const refresh = useRefresh();
  return useMutation<Published, ApiError, number>({
    mutationFn: (revision) => api("/metadata/rollback", { method: "POST", body: { revision, confirmDestructive: true } }),
    onSuccess: refresh,
  });
}
