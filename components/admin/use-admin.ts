"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ApiError, type ApiRequest } from "../data/api";
import { useT } from "../i18n/provider";
import { useToast } from "../ui/toast";

export interface Titled {
  readonly id: string;
  readonly title: string;
}

/** What administration asks the server, kept under "admin" so that a change refreshes all of it. */
export function useAdmin<T>(path: string, enabled = true) {
  return useQuery({ queryKey: ["admin", path], queryFn: ({ signal }) => api<T>(path, { signal }), enabled });
}

export interface AdminChange extends Pick<ApiRequest, "method" | "body"> {
  readonly path: string;
  /** Told when it is done. */
  readonly done?: string;
}

/** Sends a change, tells how it went and refreshes what administration shows. */
export function useAdminChange<T = unknown>() {
  const t = useT();
  const toast = useToast();
  const client = useQueryClient();
  return useMutation<T, ApiError, AdminChange>({
    mutationFn: ({ path, method = "POST", body }) => api<T>(path, { method, body }),
    onSuccess: (_answer, { done }) => {
      if (done) toast({ title: done });
      return client.invalidateQueries({ queryKey: ["admin"] });
    },
    onError: (error) => toast({ tone: "danger", title: error.status === 0 ? t("error.network") : error.message, text: error.issues[0]?.message ?? error.remedy }),
  });
}
