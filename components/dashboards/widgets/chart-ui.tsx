"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "../../ui/badge";
import type { ChartLook } from "../charts/options";
import { noGroups, type WidgetUi } from "./contract";

const Chart = dynamic(() => import("../charts/chart"), { ssr: false, loading: () => <Skeleton className="h-full" /> });

export function chartUi(kind: ChartLook["kind"]): WidgetUi {
  return { View: (props) => <Chart kind={kind} {...props} />, isChart: true, isEmpty: noGroups };
}
