"use client";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Json, ProcessDefinition } from "../../runtime/workflow/definition/types";
import { api, queryString, type ApiError } from "./api";
import { once } from "./once";

interface Named {
  readonly id: string;
  readonly title: string;
}

export interface TaskAttachment {
  readonly id: string;
  readonly label: string;
  readonly field: string | null;
  readonly needed: boolean | readonly string[];
  readonly files: readonly { readonly id: string; readonly name?: string; readonly size?: number; readonly mediaType?: string }[];
}

export interface TaskItem {
  readonly id: string;
  readonly instance: string;
  readonly process: { readonly name: string; readonly label: string };
  readonly title: string;
  readonly description: string;
  readonly record: { readonly entity: string; readonly id: string; readonly title: string } | null;
  /** Name of the form its record is laid out by. */
  readonly form: string | null;
  readonly decisions: readonly { readonly name: string; readonly label: string }[];
  /** `needed`: for which decisions a file is required; true for any. */
  readonly attachments: readonly TaskAttachment[];
  readonly needed: number;
  readonly votes: number;
  readonly voices: readonly { readonly person: Named; readonly doneBy: Named | null; readonly decision: string | null; readonly comment: string | null; readonly at: string }[];
  readonly due: string | null;
  readonly status: "open" | "done" | "cancelled";
  readonly claimedBy: Named | null;
  readonly groups: readonly string[];
  /** Several people could do it, and one takes it. */
  readonly shared: boolean;
  readonly for: readonly Named[];
  readonly mayDo: boolean;
  readonly decision: { readonly label: string } | null;
  readonly comment: string | null;
  readonly doneBy: Named | null;
  readonly doneFor: Named | null;
  readonly doneAt: string | null;
}

export type InstanceStatus = "running" | "suspended" | "completed" | "terminated" | "failed" | "cancelled";

export interface InstanceItem {
  readonly id: string;
  /** `newest`: for operators, the version published now. */
  readonly process: { readonly name: string; readonly label: string; readonly version: number; readonly newest?: number | null };
  readonly status: InstanceStatus;
  readonly record: { readonly entity: string; readonly id: string; readonly title: string } | null;
  readonly startedAt: string;
  readonly startedBy: Named | null;
  readonly incidents: number;
  readonly at: readonly { readonly node: string; readonly label: string; readonly failed: boolean }[];
  readonly mayOperate: boolean;
}

interface InstanceDetail extends InstanceItem {
  readonly tasks: readonly TaskItem[];
  readonly openIncidents: readonly { readonly id: string; readonly label: string; readonly message: string; readonly remedy: string | null }[];
  readonly tokens: readonly { readonly id: number; readonly node: string; readonly status: string }[];
  /** For operators. */
  readonly variables: Readonly<Record<string, Json>> | null;
  readonly waits: readonly { readonly kind: string; readonly node: string; readonly label: string; readonly due: string | null; readonly name: string | null }[];
}

export type TaskScope = "mine" | "group" | "deputy";
export type TaskDue = "overdue" | "today" | "week" | "later";

const KEY = ["processes"] as const;

export const useTasks = (filter: { readonly scope?: TaskScope; readonly due?: TaskDue; readonly process?: string }) =>
  useInfiniteQuery({
    queryKey: [...KEY, "tasks", filter], initialPageParam: undefined as string | undefined, refetchInterval: 60_000,
    queryFn: ({ signal, pageParam }) => api<{ items: readonly TaskItem[]; more: boolean }>(`/tasks${queryString({ ...filter, ...(pageParam !== undefined && { after: pageParam }) })}`, { signal }),
    getNextPageParam: ({ items, more }) => (more ? items.at(-1)?.id : undefined),
  });

interface ProcessesOf {
  readonly items: readonly InstanceDetail[];
  /** Buttons that may be pressed on the record as it is now. */
  readonly starts: readonly { readonly process: string; readonly button: string }[];
}

/** Asked anew for each version of the record: what can be started depends on it. */
export const useProcessesOf = (entity: string, id: string, version: number) =>
  useQuery({ queryKey: [...KEY, "of", entity, id, version], placeholderData: (before: ProcessesOf | undefined, of) => (of?.queryKey[3] === id ? before : undefined), queryFn: ({ signal }) => api<ProcessesOf>(`/records/${entity}/${id}/processes`, { signal }) });

interface Instances {
  readonly items: readonly InstanceItem[];
  readonly more: boolean;
}

/** Newest first, a page at a time. */
export const useInstances = (filter: Readonly<Record<string, string>>) =>
  useInfiniteQuery({
    queryKey: [...KEY, "instances", filter], initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) => api<Instances>(`/processes/instances${queryString({ ...filter, ...(pageParam !== undefined && { after: pageParam }) })}`, { signal }),
    getNextPageParam: ({ items, more }) => (more ? items.at(-1)?.id : undefined),
  });

export interface JournalItem {
  readonly seq: number;
  readonly at: string;
  readonly event: string;
  readonly label: string;
  readonly actor: Named | null;
  readonly actedFor: Named | null;
}

export const useJournal = (id: string) => useQuery({ queryKey: [...KEY, "journal", id], queryFn: ({ signal }) => api<{ items: readonly JournalItem[] }>(`/processes/instances/${id}/journal`, { signal }) });

/** An instance on the drawing of its process. */
export interface InstanceDrawing {
  readonly definition: ProcessDefinition;
  readonly tokens: Readonly<Record<string, number>>;
  readonly visited: readonly string[];
}

export const useDrawing = (id: string) => useQuery({ queryKey: [...KEY, "drawing", id], queryFn: ({ signal }) => api<InstanceDrawing>(`/processes/instances/${id}/diagram`, { signal }) });

export const useInstance = (id: string) => useQuery({ queryKey: [...KEY, "instance", id], queryFn: ({ signal }) => api<InstanceDetail>(`/processes/instances/${id}`, { signal }) });

/** Something is done to a task or an instance: tasks, instances and records may be others afterwards. */
export function useProcessChange() {
  const client = useQueryClient();
  return useMutation<unknown, ApiError, { readonly path: string; readonly body?: unknown }>({
    mutationFn: ({ path, body }) => once(path, { body }),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: KEY }), client.invalidateQueries({ queryKey: ["records"] }), client.invalidateQueries({ queryKey: ["record"] })]),
  });
}
