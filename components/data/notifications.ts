"use client";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, queryString } from "./api";
import { useIdle } from "./idle";

export interface NotificationLine {
  readonly rule: string;
  readonly title: string;
  readonly text: string;
  readonly at: string;
}

export interface NotificationItem {
  readonly id: string;
  readonly at: string;
  readonly read: boolean;
  /** Null when the person may not see the record any more. */
  readonly record: { readonly entity: string; readonly id: string } | null;
  /** Newest first. */
  readonly lines: readonly NotificationLine[];
}

export interface NotificationPage {
  readonly items: readonly NotificationItem[];
  readonly unread: number;
  readonly nextCursor: string | null;
}

export type Mode = "now" | "digest" | "off";

export interface NotificationSettings {
  readonly digestTime: string;
  readonly quietFrom: string | null;
  readonly quietTo: string | null;
  readonly rules: readonly { readonly rule: string; readonly entity: string | null; readonly label: string; readonly description: string; readonly channels: Readonly<Record<string, { readonly mode: Mode; readonly modes: readonly Mode[] }>> }[];
}

export interface ReminderItem {
  readonly id: string;
  readonly note: string;
  readonly dueAt: string | null;
  readonly repeat: string | null;
  readonly field: string | null;
}

const KEY = ["notifications"] as const;

/** The newest one and how many are unread: what the bell needs. */
export const useUnread = () => useQuery({ enabled: useIdle(), queryKey: [...KEY, "newest"], queryFn: ({ signal }) => api<NotificationPage>("/notifications?limit=1&unread=true", { signal }), staleTime: 30_000, refetchInterval: 120_000 });

export const useInbox = () =>
  useInfiniteQuery({
    queryKey: [...KEY, "inbox"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => api<NotificationPage>(`/notifications${queryString({ limit: 30, cursor: pageParam || undefined })}`, { signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (which: { ids?: readonly string[]; entity?: string; record?: string; all?: true }) => api<{ unread: number }>("/notifications/read", { method: "POST", body: which }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export const useNotificationSettings = () => useQuery({ queryKey: ["notificationSettings"], queryFn: ({ signal }) => api<NotificationSettings>("/notifications/settings", { signal }) });

export function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: object) => api<NotificationSettings>("/notifications/settings", { method: "PUT", body: change }),
    onSuccess: (settings) => client.setQueryData(["notificationSettings"], settings),
  });
}

const remindersPath = (entity: string, id: string): string => `/records/${entity}/${id}/reminders`;

export const useReminders = (entity: string, id: string) => useQuery({ queryKey: ["reminders", entity, id], queryFn: async ({ signal }) => (await api<{ items: ReminderItem[] }>(remindersPath(entity, id), { signal })).items });

export function useReminderEdits(entity: string, id: string) {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: ["reminders", entity, id] });
  return {
    add: useMutation({ mutationFn: (reminder: object) => api<ReminderItem>(remindersPath(entity, id), { method: "POST", body: reminder }), onSuccess }),
    remove: useMutation({ mutationFn: (reminder: string) => api(`${remindersPath(entity, id)}/${reminder}`, { method: "DELETE" }), onSuccess }),
  };
}
