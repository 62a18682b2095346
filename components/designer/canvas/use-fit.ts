"use client";
import { getViewportForBounds, useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback } from "react";
import { useDesignerNow } from "../use-designer";
import { drawnBounds } from "./flow-model";

/** Shows all of the drawing, lanes too, at most at its own size. */
export function useFit(): () => void {
  const now = useDesignerNow();
  const { setViewport } = useReactFlow();
  const store = useStoreApi();
  return useCallback(() => {
    const bounds = drawnBounds(now().definition);
    const { width, height } = store.getState();
    if (bounds && width > 0) void setViewport(getViewportForBounds(bounds, width, height, 0.1, 1, 0.08));
  }, [now, setViewport, store]);
}
