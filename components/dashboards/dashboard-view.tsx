"use client";
import { useMemo } from "react";
import type { ClientDashboard, ClientWidget } from "../../runtime/model/kinds/dashboard/model";
import { queryString } from "../data/api";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/tabs";
import { chosenFilters, leavesOf } from "./dashboard-state";
import { FilterBar } from "./filter-bar";
import { Grid, inReadingOrder, tileClass, tileStyle } from "./grid";
import { useDashboardData, useDashboardState } from "./use-dashboard";
import { WidgetFrame } from "./widget-frame";

/** A dashboard with its filters, tabs and widgets; used on its own page and on the start page. */
export function DashboardView({ dashboard }: { dashboard: ClientDashboard }) {
  const [state, change] = useDashboardState();
  const tab = dashboard.tabs.find((one) => one.id === state.tab) ?? dashboard.tabs[0];
  const filters = useMemo(() => chosenFilters(dashboard, state), [dashboard, state]);
  if (!tab) return null;
  return (
    <div className="flex flex-col gap-3">
      <FilterBar dashboard={dashboard} filters={filters} onChange={(next) => change({ filters: next })} />
      {dashboard.tabs.length === 1 ? (
        <TabWidgets dashboard={dashboard} widgets={tab.widgets} filters={filters} />
      ) : (
        <Tabs value={tab.id} onValueChange={(id) => change({ tab: id })}>
          <TabsList aria-label={dashboard.label} className="mb-3">
            {dashboard.tabs.map((one) => (
              <TabsTrigger key={one.id} value={one.id}>
                {one.label}
              </TabsTrigger>
            ))}
          </TabsList>
          <TabsContent value={tab.id}>
            <TabWidgets key={tab.id} dashboard={dashboard} widgets={tab.widgets} filters={filters} />
          </TabsContent>
        </Tabs>
      )}
    </div>
  );
}

function TabWidgets({ dashboard, widgets, filters }: { dashboard: ClientDashboard; widgets: readonly ClientWidget[]; filters: Readonly<Record<string, unknown>> }) {
  const tiles = useMemo(() => inReadingOrder(widgets), [widgets]);
  const asked = useMemo(() => tiles.filter(({ entity }) => entity !== undefined).map(({ id }) => id), [tiles]);
  const { data, error, refetch, isPlaceholderData } = useDashboardData(dashboard, asked, filters);
  return (
    <Grid className={isPlaceholderData ? "opacity-60 transition-opacity" : undefined}>
      {tiles.map((widget) => (
        <div key={widget.id} style={tileStyle(widget)} className={tileClass(widget)}>
          <Tile dashboard={dashboard} widget={widget} filters={filters} answer={data?.widgets[widget.id] ?? (error ? { problem: { code: "network", message: error.message } } : undefined)} onRetry={() => void refetch()} />
        </div>
      ))}
    </Grid>
  );
}

interface TileProps {
  dashboard: ClientDashboard;
  widget: ClientWidget;
  filters: Readonly<Record<string, unknown>>;
  answer: Parameters<typeof WidgetFrame>[0]["answer"];
  onRetry(): void;
}

function Tile({ dashboard, widget, filters, answer, onRetry }: TileProps) {
  const chosen = useMemo(() => leavesOf(dashboard, widget.filters, filters), [dashboard, widget, filters]);
  const fileHref = (format: "csv" | "xlsx") => `/api/v1/dashboards/${dashboard.name}/widgets/${widget.id}/${format}${queryString({ filters: Object.keys(filters).length > 0 ? filters : undefined })}`;
  return <WidgetFrame kind={widget.kind} spec={widget} answer={answer} chosen={chosen} onRetry={onRetry} fileHref={fileHref} />;
}
