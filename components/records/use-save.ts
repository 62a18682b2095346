"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { api, ApiError } from "../data/api";
import { useRecordsChanged, type RecordData } from "../data/records";
import { allSent } from "../data/uploads";
import type { FormStore } from "../forms/form-store";
import { useProblemText } from "../forms/problem-text";
import { useT } from "../i18n/provider";
import { useToast } from "../ui/toast";
import { noteAttempt, readTyped, type Attempt } from "./typed";

export type SaveOutcome =
  | { kind: "saved"; record: RecordData }
  | { kind: "conflict"; theirs: RecordData }
  | { kind: "refused" }
  /** Somebody deleted it meanwhile, or took the right to see it. */
  | { kind: "gone" }
  /** No answer: it may have arrived or not. Sending it again does it once. */
  | { kind: "lost" };

/**
 * Sends a form: creates without `stored`, changes with it. What the server refuses is written beside the fields; a lost connection
 * keeps everything typed, and trying again with the same key does not do it twice, even after the tab was closed (`typedKey`).
 */
export function useSave(entity: string, typedKey?: string) {
  const t = useT();
  const toast = useToast();
  const problemText = useProblemText();
  const changed = useRecordsChanged();
  const [busy, setBusy] = useState(false);
  const attempt = useRef<Attempt>(undefined);

  const save = useCallback(
    async (store: FormStore, stored?: RecordData): Promise<SaveOutcome> => {
      setBusy(true);
      if (!(await allSent()) || !store.check()) {
        setBusy(false);
        return { kind: "refused" };
      }
      const body = stored ? { ...store.body(), version: stored.version } : store.body();
      const text = JSON.stringify([stored?.id, body]);
      const known = [attempt.current, typedKey === undefined ? undefined : readTyped(typedKey)?.attempt];
      const now = known.find((one) => one?.body === text) ?? { body: text, key: crypto.randomUUID() };
      attempt.current = now;
      try {
        const path = stored ? `/records/${entity}/${stored.id}` : `/records/${entity}`;
        const record = await api<RecordData>(path, { method: stored ? "PATCH" : "POST", body, idempotencyKey: now.key });
        attempt.current = undefined;
        changed(entity, record);
        return { kind: "saved", record };
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.status === 0) {
          // A page says in its bar that it waits; a dialog has no place for it.
          if (typedKey !== undefined) noteAttempt(typedKey, now);
          else toast({ tone: "danger", title: t("record.notSaved"), text: t("error.networkKept") });
          return { kind: "lost" };
        }
        attempt.current = undefined;
        if (error.code === "conflict:version" && error.current) return { kind: "conflict", theirs: error.current as RecordData };
        if (stored && error.code === "record:notFound") return { kind: "gone" };
        store.refuse(error.issues.length > 0 ? error.issues : []);
        if (error.issues.length === 0 && error.status !== 401) toast({ tone: "danger", title: t("record.notSaved"), text: problemText(error) });
        return { kind: "refused" };
      } finally {
        setBusy(false);
      }
    },
    [changed, entity, problemText, t, toast, typedKey],
  );
  return { save, busy };
}

/** How often a lost connection is tried again, beside the browser's own word that it is back. */
const AGAIN_MS = 5000;

/** While something waits for the connection, tries again; `again` is what "Save" does. */
export function useAgain(isWaiting: boolean, again: () => void): void {
  const latest = useRef(again);
  useEffect(() => {
    latest.current = again;
  });
  useEffect(() => {
    if (!isWaiting) return;
    const run = () => latest.current();
    const timer = setInterval(run, AGAIN_MS);
    window.addEventListener("online", run);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", run);
    };
  }, [isWaiting]);
}
