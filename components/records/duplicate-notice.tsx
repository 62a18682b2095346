"use client";
import { useQuery } from "@tanstack/react-query";
import { Copy } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { Values } from "../../runtime/forms/scope";
import type { ClientEntity } from "../../runtime/model/client";
import { api } from "../data/api";
import type { FormStore } from "../forms/form-store";
import { useT } from "../i18n/provider";
import { rowTitle } from "../lists/list-state";
import { Notice } from "../ui/states";

/** One record that looks like the one being typed, and the rule that says so. */
export interface Duplicate {
  readonly id: string;
  readonly title: unknown;
  readonly rule: string;
}

const isFilled = (value: unknown): boolean => value !== null && value !== undefined && value !== "";

/** What the duplicate rules of an entity look at, as soon as one of them has all its fields; undefined before. */
export function comparedValues({ duplicateRules = [] }: Pick<ClientEntity, "duplicateRules">, values: Values): Values | undefined {
  const names = duplicateRules.filter((rule) => rule.fields.every((name) => isFilled(values[name]))).flatMap((rule) => rule.fields);
  return names.length > 0 ? Object.fromEntries([...new Set(names)].map((name) => [name, values[name]])) : undefined;
}

/** Records like these values; asked of the server only while `values` is there. */
export function useDuplicates(entity: string, values: Values | undefined, except?: string): readonly Duplicate[] {
  const { data } = useQuery({
    queryKey: ["records", entity, "duplicates", values, except],
    enabled: values !== undefined,
    queryFn: ({ signal }) => api<{ items: Duplicate[] }>(`/records/${entity}/duplicates`, { method: "POST", body: { values, ...(except ? { except } : {}) }, signal }),
  });
  return values ? (data?.items ?? []) : [];
}

/** Remembers what was in the fields of the rules when one of them was left. */
export function useCompared(entity: ClientEntity, store: FormStore) {
  const [values, setValues] = useState<Values>();
  const look = (left: EventTarget) => {
    const field = left instanceof Element ? left.closest<HTMLElement>("[data-field]")?.dataset.field : undefined;
    if (field !== undefined && entity.duplicateRules?.some((rule) => rule.fields.includes(field))) setValues(comparedValues(entity, store.values));
  };
  return { values, look };
}

/** Likely duplicates of what is being typed, each a link in another tab: what was typed stays. */
export function DuplicateNotice({ entity, values }: { entity: ClientEntity; values: Values | undefined }) {
  const t = useT();
  const found = useDuplicates(entity.name, values);
  if (found.length === 0) return null;
  const because = (rule: string) => (entity.duplicateRules?.find((one) => one.id === rule)?.fields ?? []).map((name) => entity.fields.find((field) => field.name === name)?.label ?? name).join(", ");
  return (
    <Notice tone="warning" icon={Copy} className="mb-4">
      <p className="font-medium">{t("duplicates.found", { count: found.length, label: entity.label })}</p>
      <ul className="mt-1 grid gap-0.5">
        {found.map(({ id, title, rule }) => (
          <li key={id}>
            <Link href={`/${entity.name}/${id}`} target="_blank" prefetch={false} className="rounded-sm font-medium underline underline-offset-2">
              {rowTitle(entity, { id, [entity.titleField]: title })}
            </Link>{" "}
            <span className="text-ink-2">{t("duplicates.because", { fields: because(rule) })}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
