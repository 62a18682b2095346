"use client";
import { getViewportForBounds, useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { useDesigner } from "../use-designer";
import { drawnBounds } from "./flow-model";

/** Shows all of the drawing, lanes too, at most at its own size. */
export function useFit(): () => void {
  const { definition } = useDesigner();
  const latest = useRef(definition);
  const { setViewport } = useReactFlow();
  const store = useStoreApi();
  useEffect(() => {
    latest.current = definition;
  }, [definition]);
  return () => {
    const bounds = drawnBounds(latest.current);
    const { width, height } = store.getState();
    if (bounds && width > 0) void setViewport(getViewportForBounds(bounds, width, height, 0.1, 1, 0.08));
  };
}
