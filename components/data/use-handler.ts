"use client";
import { useCallback, useLayoutEffect, useRef } from "react";

/** The handler of the latest rendering under an identity that stays, so that what it is handed to is not drawn anew. Only for what happens later, never while rendering. */
export function useHandler<Given extends readonly unknown[], Answer>(handler: (...given: Given) => Answer): (...given: Given) => Answer {
  const latest = useRef(handler);
  useLayoutEffect(() => {
    latest.current = handler;
  });
  return useCallback((...given: Given) => latest.current(...given), []);
}
