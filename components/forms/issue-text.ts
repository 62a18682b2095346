"use client";
import { useCallback } from "react";
import type { FormIssue } from "../../runtime/forms/validate";
import type { ClientField } from "../../runtime/model/client";
import type { MessageKey } from "../i18n/messages";
import { useT } from "../i18n/provider";

/** Issue codes that have words of their own; the rest is shown as the runtime says it. */
const WORDS: Readonly<Record<string, MessageKey>> = {
  required: "issue.required",
  type: "issue.type",
  format: "issue.format",
  tooLong: "issue.tooLong",
  tooShort: "issue.tooShort",
  tooSmall: "issue.tooSmall",
  tooBig: "issue.tooBig",
  tooPrecise: "issue.tooPrecise",
  pattern: "issue.format",
  checkDigit: "issue.checkDigit",
  unknownChoice: "issue.unknownChoice",
  tooMany: "issue.tooMany",
  tooFew: "issue.tooFew",
  duplicate: "issue.duplicate",
  unique: "issue.unique",
};

/** Limits of the options that make a message exact: "At most 20 characters". */
const LIMIT: Readonly<Record<string, readonly string[]>> = {
  tooLong: ["maxLength"], tooShort: ["minLength"], tooSmall: ["min"], tooBig: ["max"], tooPrecise: ["scale"], tooMany: ["max"], tooFew: ["min"],
};

/** Words for an issue in the person's language, the remedy included. */
export function useIssueText(): (field: ClientField | undefined, issue: FormIssue) => string {
  const t = useT();
  return useCallback(
    (field, issue) => {
      if (issue.code === "mask" && field?.mask) return t("issue.mask", { limit: field.mask });
      // The builder of the form said what the pattern means.
      if (issue.code === "pattern" && typeof field?.options.patternHint === "string") return field.options.patternHint;
      const limit = (LIMIT[issue.code] ?? []).map((name) => field?.options[name]).find((value) => typeof value === "number" || typeof value === "string");
      const key = WORDS[issue.code];
      if (key && (!LIMIT[issue.code] || limit !== undefined)) return t(key, { limit: (limit as number | string | undefined) ?? "" });
      return [issue.message, issue.remedy].filter(Boolean).join(" ") || t("issue.type");
    },
    [t],
  );
}
