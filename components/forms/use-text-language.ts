"use client";
import { useState } from "react";
import type { FormIssue } from "../../runtime/forms/validate";
import { contentLanguage } from "../../runtime/model/content-languages";
import type { ClientField } from "../../runtime/model/client";
import { useModel } from "../data/model";
import { useField, useFormStore } from "./use-form";

type Texts = Readonly<Record<string, string | null>> | null | undefined;

export interface TextLanguage {
  readonly languages: readonly string[];
  readonly chosen: string;
  readonly value: unknown;
  readonly issues: readonly FormIssue[];
  choose(language: string): void;
  filled(language: string): boolean;
  change(value: unknown): void;
}

const NO_FIELD = "";

/**
 * A translatable field in one of its languages. The person's own language is the field itself; the others are members of its
 * companion. Undefined for a field with one text.
 */
export function useTextLanguage(field: ClientField): TextLanguage | undefined {
  const model = useModel();
  const store = useFormStore();
  const own = useField(field.name);
  const companion = useField(field.companion ?? NO_FIELD);
  const mine = contentLanguage(model, model.language);
  const [chosen, choose] = useState(mine);
  if (field.companion === undefined || !companion) return undefined;
  const { companion: name } = field;
  const texts = companion.value as Texts;
  const isMine = chosen === mine;
  return {
    languages: [...new Set([mine, ...model.languages])], chosen, choose,
    value: isMine ? own?.value : (texts?.[chosen] ?? null),
    issues: companion.issues,
    filled: (language) => Boolean(language === mine ? own?.value : texts?.[language]),
    change: (value) => (isMine ? store.change(field.name, value) : store.change(name, { ...texts, [chosen]: value ?? null })),
  };
}
