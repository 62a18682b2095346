"use client";
import { useCallback, useRef, useState } from "react";
import { api, ApiError } from "../data/api";
import { useRecordsChanged, type RecordData } from "../data/records";
import type { FormStore } from "../forms/form-store";
import { useT } from "../i18n/provider";
import { useToast } from "../ui/toast";

export type SaveOutcome = { kind: "saved"; record: RecordData } | { kind: "conflict"; theirs: RecordData } | { kind: "refused" };

/**
 * Sends a form: creates without `stored`, changes with it. What the server refuses is written beside the fields; a lost connection
 * keeps everything typed, and trying again with the same key does not do it twice.
 */
export function useSave(entity: string) {
  const t = useT();
  const toast = useToast();
  const changed = useRecordsChanged();
  const [busy, setBusy] = useState(false);
  const attempt = useRef<{ body: string; key: string }>(undefined);

  const save = useCallback(
    async (store: FormStore, stored?: RecordData): Promise<SaveOutcome> => {
      if (!store.check()) return { kind: "refused" };
      setBusy(true);
      const body = stored ? { ...store.body(), version: stored.version } : store.body();
      const text = JSON.stringify([stored?.id, body]);
      if (attempt.current?.body !== text) attempt.current = { body: text, key: crypto.randomUUID() };
      try {
        const path = stored ? `/records/${entity}/${stored.id}` : `/records/${entity}`;
        const record = await api<RecordData>(path, { method: stored ? "PATCH" : "POST", body, idempotencyKey: attempt.current.key });
        attempt.current = undefined;
        changed(entity, record);
        return { kind: "saved", record };
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.status > 0) attempt.current = undefined;
        if (error.code === "conflict:version" && error.current) return { kind: "conflict", theirs: error.current as RecordData };
        store.refuse(error.issues.length > 0 ? error.issues : []);
        if (error.issues.length === 0 && error.status !== 401) {
          toast({ tone: "danger", title: t("record.notSaved"), text: error.status === 0 ? t("error.networkKept") : [error.message, error.remedy].filter(Boolean).join(" ") });
        }
        return { kind: "refused" };
      } finally {
        setBusy(false);
      }
    },
    [changed, entity, t, toast],
  );
  return { save, busy };
}
