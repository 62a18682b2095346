"use client";
import { useCallback } from "react";
import { useLocale } from "../i18n/provider";
import { spanParts, type SpanUnit } from "./span";

/** Says milliseconds as "2 hr 5 min" in the language of the reader. */
export function useSpan(longest: SpanUnit = "hour"): (ms: number) => string {
  const { language } = useLocale();
  return useCallback((ms: number) => spanParts(ms, longest).map(([count, unit]) => new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(count)).join(" "), [language, longest]);
}
