"use client";
import { useRouter } from "next/navigation";
import { useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref } from "react";
import type { EChartsType } from "echarts/core";
import { useEntity } from "../../data/model";
import type { WidgetViewProps } from "../types";
import { useWords } from "../use-words";
import { init } from "./echarts";
import { chartOption, type ChartLook } from "./options";
import { readTheme } from "./palette";
import { chartModel } from "./series";

/** What a frame may ask of a chart. */
export interface Picture {
  /** The chart as a PNG, twice as sharp as on the screen. */
  png(): string | undefined;
}

interface ChartProps extends WidgetViewProps {
  readonly kind: ChartLook["kind"];
  readonly picture?: Ref<Picture>;
}

const NARROW = 340;

/** A chart of echarts; a click on a point opens its records. Keyboards and screen readers have the table of the same facts. */
export default function Chart({ spec, data, hrefOf, kind, picture }: ChartProps) {
  const router = useRouter();
  const words = useWords(useEntity(spec.entity));
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const [size, setSize] = useState({ width: 0, theme: 0 });
  const rows = data.shape === "grouped" ? data.rows : [];
  const model = useMemo(
    () => chartModel(spec.groupBy.length, spec.measures.length, rows, { key: (i, key) => words.key(spec.groupBy[i]!, key), measure: (i) => words.measure(spec.measures[i]!) }),
    // Words follow the model and the language, for which the page is made anew.
    [spec, rows],
  );

  useEffect(() => {
    const element = box.current!;
    const drawn = init(element);
    chart.current = drawn;
    const observer = new ResizeObserver(() => {
      drawn.resize();
      setSize((old) => ({ ...old, width: element.clientWidth }));
    });
    observer.observe(element);
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const changed = () => setSize((old) => ({ ...old, theme: old.theme + 1 }));
    dark.addEventListener("change", changed);
    const classes = new MutationObserver(changed);
    classes.observe(document.documentElement, { attributeFilter: ["class"] });
    return () => {
      observer.disconnect();
      classes.disconnect();
      dark.removeEventListener("change", changed);
      drawn.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    // Drawn once its size is known: else it would move to its place before the eyes.
    if (!chart.current || !box.current || size.width === 0) return;
    const look: ChartLook = { kind, stacked: spec.options["stacked"] === true, horizontal: spec.options["horizontal"] === true, smooth: spec.options["smooth"] === true, narrow: size.width < NARROW };
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    chart.current.setOption({ ...chartOption(model, look, readTheme(box.current), { value: (i, value, short) => words.value(spec.measures[i], value, short) }), animation: !still }, true);
  }, [model, kind, spec, size]);

  useEffect(() => {
    const open = ({ dataIndex, seriesIndex }: { dataIndex: number; seriesIndex?: number }) => {
      const place = model.places[dataIndex];
      const series = kind === "pie" ? undefined : model.series[seriesIndex ?? 0];
      const href = place && hrefOf([place.key, ...(series?.keys ?? [])]);
      if (href) router.push(href);
    };
    const drawn = chart.current;
    drawn?.on("click", open as never);
    return () => void drawn?.off("click", open as never);
  }, [model, kind, hrefOf, router]);

  useImperativeHandle(picture, () => ({ png: () => chart.current?.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: box.current ? readTheme(box.current).ground : "#fff" }) }), []);
  return <div ref={box} role="img" aria-label={spec.label} className="h-full min-h-24 w-full" />;
}
