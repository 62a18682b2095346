"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "../data/api";

export interface PreviewColumn {
  readonly name: string;
  readonly type: string;
  readonly suggestion: string | null;
  readonly examples: readonly string[];
}

export interface TargetChoice {
  readonly path: string;
  readonly label: string;
  readonly required: boolean;
  readonly key: boolean;
  readonly unique: boolean;
  /** A part of a value: several of one field may be filled, or the whole. */
  readonly part: boolean;
}

export type ImportMode = "create" | "update" | "upsert";

export interface Preview {
  readonly file: string;
  readonly rows: number;
  readonly columns: readonly PreviewColumn[];
  readonly targets: readonly TargetChoice[];
  readonly last: { readonly mapping: Mapping; readonly mode: ImportMode; readonly key: readonly string[] } | null;
}

/** Column of the file → what it fills; null = left out. */
export type Mapping = Readonly<Record<string, string | null>>;

export interface ImportPlanInput {
  readonly file: string;
  readonly mapping: Mapping;
  readonly mode: ImportMode;
  readonly key?: readonly string[];
  readonly emptyCells?: "keep" | "clear";
  readonly dryRun?: boolean;
}

export type JobState = "waiting" | "running" | "done" | "failed" | "cancelled" | "undone";

export interface ImportJob {
  readonly id: string;
  readonly state: JobState;
  readonly undoing: boolean;
  readonly entity: string;
  readonly file: { readonly id: string; readonly name: string; readonly size: number };
  readonly options: { readonly mode: ImportMode; readonly key: readonly string[]; readonly dryRun: boolean; readonly emptyCells: "keep" | "clear"; readonly mapping: Mapping };
  readonly progress: { readonly total: number; readonly done: number; readonly created: number; readonly updated: number; readonly failed: number; readonly undone: number; readonly kept: number };
  readonly error: { readonly message: string } | null;
  readonly createdAt: string;
}

export interface Finding {
  readonly column?: string;
  readonly value?: string;
  readonly message: string;
  readonly remedy?: string;
}

export interface Findings {
  readonly columns: readonly string[];
  readonly targets: readonly (string | null)[];
  readonly items: readonly { readonly line: number; readonly cells: readonly string[]; readonly issues: readonly Finding[] }[];
}

const form = (options: object, file?: File): FormData => {
  const data = new FormData();
  data.set("options", JSON.stringify(options));
  if (file) data.set("file", file, file.name);
  return data;
};

export const previewFile = (entity: string, file: File): Promise<Preview> => api(`/import/${entity}/preview`, { method: "POST", body: form({}, file) });
export const startImport = (entity: string, plan: ImportPlanInput): Promise<ImportJob> => api(`/import/${entity}`, { method: "POST", body: form(plan) });

/** Preview of a file that was uploaded before: a link to the mapping can be opened again. */
export function usePreview(entity: string, file: string | undefined) {
  return useQuery({ queryKey: ["import", "preview", entity, file], enabled: file !== undefined, staleTime: Infinity, gcTime: 0, queryFn: () => api<Preview>(`/import/${entity}/preview`, { method: "POST", body: form({ file }) }) });
}

export const isUnderWay = (job: Pick<ImportJob, "state">): boolean => job.state === "waiting" || job.state === "running";

const ASK_AGAIN_MS = 800;

/** A job, asked for again while it is under way: the work goes on without the page. */
export function useJob(id: string) {
  return useQuery({ queryKey: ["import", "job", id], queryFn: ({ signal }) => api<ImportJob>(`/jobs/${id}`, { signal }), refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? ASK_AGAIN_MS : false) });
}

export function useFindings(id: string, enabled: boolean) {
  return useQuery({ queryKey: ["import", "findings", id], enabled, queryFn: ({ signal }) => api<Findings>(`/jobs/${id}/findings?limit=50`, { signal }) });
}

export function useMyImports() {
  return useQuery({ queryKey: ["import", "mine"], queryFn: ({ signal }) => api<{ items: readonly ImportJob[] }>("/jobs?limit=50", { signal }), refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? ASK_AGAIN_MS * 4 : false) });
}
