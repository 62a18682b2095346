"use client";
import { useCallback } from "react";
import type { ApiError } from "../data/api";
import { useLocale, useT } from "../i18n/provider";

/** Words for a refused request in the person's language where there are some; else what the server says, in English. */
export function useProblemText(): (error: ApiError) => string {
  const t = useT();
  const { language } = useLocale();
  return useCallback(
    ({ status, code, message, remedy, problem }) => {
      if (status === 0) return t("error.network");
      if (code === "request:tooLarge" && typeof problem.maxBytes === "number") return t("file.tooLarge", { limit: megabytes(problem.maxBytes, language) });
      if (code === "request:unsupportedType") return Array.isArray(problem.accept) ? t("file.kindOfField", { kinds: problem.accept.join(", ") }) : t("file.kindRefused");
      if (code === "record:notFound") return t("record.missingText");
      return [message, remedy].filter(Boolean).join(" ");
    },
    [language, t],
  );
}

/** "100 MB"; limits are set in powers of two, and people know them by those round numbers. */
const megabytes = (bytes: number, language: string): string => new Intl.NumberFormat(language, { style: "unit", unit: "megabyte", unitDisplay: "short", maximumFractionDigits: 1 }).format(bytes / (bytes % 1_000_000 === 0 ? 1_000_000 : 1024 * 1024));
