/** Chart models → options of echarts. Pure: what a chart looks like can be tested without drawing it. */
import type { EChartsCoreOption } from "echarts/core";
import type { ChartTheme } from "./palette";
import type { ChartModel } from "./series";

export interface ChartWords {
  /** A value of a measure; short on axes. */
  value(measure: number, value: unknown, short?: boolean): string;
}

export interface ChartLook {
  readonly kind: "bar" | "line" | "area" | "pie";
  readonly stacked: boolean;
  readonly horizontal: boolean;
  readonly smooth: boolean;
  /** Narrower than this there is no room beside the plot. */
  readonly narrow: boolean;
}

const MOST_POINTS_WITH_DOTS = 40;

function common(theme: ChartTheme, words: ChartWords): EChartsCoreOption {
  return {
    animationDuration: 250, color: [...theme.series], textStyle: { fontFamily: theme.font, fontSize: 12, color: theme.muted },
    tooltip: {
      // Drawn in the canvas: nothing that a record holds can become markup.
      renderMode: "richText", confine: true, backgroundColor: theme.ground, borderColor: theme.line, borderWidth: 1, padding: [6, 10],
      textStyle: { color: theme.ink, fontSize: 12, fontFamily: theme.font }, valueFormatter: (value: unknown) => words.value(0, value),
    },
  };
}

const legend = (theme: ChartTheme, shown: boolean): object => ({ show: shown, type: "scroll", bottom: 8, left: 10, icon: "roundRect", itemWidth: 10, itemHeight: 10, itemGap: 14, textStyle: { color: theme.muted, fontSize: 12 }, pageIconColor: theme.muted, pageIconInactiveColor: theme.line, pageTextStyle: { color: theme.muted } });

export function chartOption(chart: ChartModel, look: ChartLook, theme: ChartTheme, words: ChartWords): EChartsCoreOption {
  return look.kind === "pie" ? pieOption(chart, look, theme, words) : axisOption(chart, look, theme, words);
}

function pieOption({ places, series }: ChartModel, { narrow }: ChartLook, theme: ChartTheme, words: ChartWords): EChartsCoreOption {
  const values = series[0]?.values ?? [];
  return {
    ...common(theme, words),
    legend: { ...legend(theme, true), ...(narrow ? {} : { orient: "vertical", bottom: undefined, left: undefined, right: 12, top: "middle" }) },
    series: [{
      type: "pie", radius: ["52%", "78%"], center: narrow ? ["50%", "42%"] : ["34%", "50%"], itemStyle: { borderColor: theme.ground, borderWidth: 2, borderRadius: 3 }, label: { show: false }, emphasis: { scaleSize: 4 },
      data: places.map((place, i) => ({ name: place.label, value: values[i] ?? 0 })),
    }],
  };
}

function axisOption({ places, series }: ChartModel, look: ChartLook, theme: ChartTheme, words: ChartWords): EChartsCoreOption {
  const several = series.length > 1;
  const places_ = { type: "category", data: places.map(({ label }) => label), boundaryGap: look.kind === "bar", inverse: look.horizontal, axisTick: { show: false }, axisLine: { lineStyle: { color: theme.line } }, axisLabel: { color: theme.muted, hideOverlap: true, overflow: "truncate", width: look.horizontal ? 110 : undefined } };
  const values = { type: "value", splitNumber: 4, minInterval: series.some(({ values: all }) => all.some((value) => value !== null && !Number.isInteger(value))) ? 0 : 1, splitLine: { lineStyle: { color: theme.line } }, axisLabel: { color: theme.muted, formatter: (value: number) => words.value(0, value, true) } };
  return {
    ...common(theme, words),
    tooltip: { ...(common(theme, words)["tooltip"] as object), trigger: "axis", axisPointer: { type: look.kind === "bar" ? "shadow" : "line", shadowStyle: { color: theme.line, opacity: 0.4 } } },
    legend: legend(theme, several),
    grid: { left: 12, right: 16, top: 12, bottom: several ? 36 : 10, containLabel: true },
    xAxis: look.horizontal ? values : places_,
    yAxis: look.horizontal ? places_ : values,
    series: series.map((one) => seriesOption(one, look, places.length, several)),
  };
}

function seriesOption({ name, values, measure }: ChartModel["series"][number], look: ChartLook, places: number, several: boolean): object {
  const stack = look.stacked && several ? `m${measure}` : undefined;
  const data = look.kind === "bar" ? values : values.map((value) => value ?? (stack ? 0 : null));
  if (look.kind === "bar") return { name, type: "bar", data, stack, barMaxWidth: 32, itemStyle: { borderRadius: stack ? 0 : look.horizontal ? [0, 3, 3, 0] : [3, 3, 0, 0] }, emphasis: { focus: several ? "series" : "none" } };
  return { name, type: "line", data, stack, smooth: look.smooth ? 0.3 : false, lineWidth: 2, symbolSize: 6, showSymbol: places <= MOST_POINTS_WITH_DOTS, connectNulls: false, ...(look.kind === "area" ? { areaStyle: { opacity: stack ? 0.65 : 0.16 } } : {}) };
}
