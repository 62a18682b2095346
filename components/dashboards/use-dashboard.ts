"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import type { ClientDashboard } from "../../runtime/model/kinds/dashboard/model";
import { api } from "../data/api";
import { useModel } from "../data/model";
import { readDashboardState, writeDashboardState, type DashboardState } from "./dashboard-state";
import type { WidgetAnswer } from "./types";

export type Answers = Readonly<Record<string, WidgetAnswer>>;

export function useDashboardState(): [DashboardState, (change: Partial<DashboardState>) => void] {
  const search = useSearchParams();
  const state = useMemo(() => readDashboardState(new URLSearchParams(search)), [search]);
  const change = useCallback((next: Partial<DashboardState>) => {
    const query = writeDashboardState({ ...readDashboardState(new URLSearchParams(window.location.search)), ...next });
    // The history API keeps Next's router informed without asking the server for the page again.
    window.history.pushState(null, "", query ? `${window.location.pathname}?${query}` : window.location.pathname);
  }, []);
  return [state, change];
}

/** Data of the widgets of a tab. The key begins like that of lists: what is written anywhere is asked for again. */
export function useDashboardData(dashboard: ClientDashboard, widgets: readonly string[], filters: Readonly<Record<string, unknown>>) {
  const { revision } = useModel();
  return useQuery({
    queryKey: ["records", "(dashboard)", dashboard.name, revision, widgets, filters],
    enabled: widgets.length > 0,
    queryFn: ({ signal }) => api<{ widgets: Answers }>(`/dashboards/${dashboard.name}/data`, { method: "POST", body: { filters, widgets }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: dashboard.refresh ? dashboard.refresh * 1000 : undefined,
  });
}
