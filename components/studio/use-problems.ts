"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { StudioChange } from "../../runtime/studio/documents";
import { api } from "../data/api";
import { useDebounced } from "../data/use-debounced";
import type { PlanProblem } from "./plan-view";

/** What the loader says against one document, with everything that is not published yet. */
export function useProblems(changes: readonly StudioChange[], kind: string, name: string): readonly PlanProblem[] {
  const asked = useDebounced(changes, 400);
  const check = useQuery({ queryKey: ["studio", "validate", JSON.stringify(asked)], gcTime: 0, enabled: asked.length > 0, queryFn: ({ signal }) => api<{ problems: readonly PlanProblem[] }>("/metadata/validate", { method: "POST", body: { changes: asked }, signal }) });
  return useMemo(() => (check.data?.problems ?? []).filter(({ file }) => isFileOf(file ?? "", kind, name)), [check.data, kind, name]);
}

function isFileOf(file: string, kind: string, name: string): boolean {
  const [entity, own] = name.split(".");
  return file.endsWith(own ? `/entities/${entity}/${kind}.${own}.json` : kind === "entity" || kind === "extension" ? `/entities/${name}/${kind}.json` : `/${name}.json`);
}
