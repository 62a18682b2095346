"use client";
import { useQueryClient } from "@tanstack/react-query";
import { CircleAlert, CircleCheck } from "lucide-react";
import { useState } from "react";
import { api } from "../data/api";
import type { TaskItem } from "../data/processes";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { commonDecisions } from "./common-decisions";
import { decideAll, type Decided, type TaskOutcome } from "./decide-all";

const send = (items: readonly object[], idempotencyKey: string) => api<{ items: readonly TaskOutcome[] }>("/tasks/complete-many", { method: "POST", body: { items }, idempotencyKey });

/** One decision for all chosen tasks, each by its own rights; what became of each stays in sight, and what failed stays chosen. */
export function BulkBar({ tasks, onDone }: { tasks: readonly TaskItem[]; onDone(left: readonly string[]): void }) {
  const t = useT();
  const client = useQueryClient();
  const [busy, setBusy] = useState<{ done: number; all: number }>();
  const [results, setResults] = useState<readonly Decided[]>([]);
  const decide = async (decision: string | undefined) => {
    setResults([]);
    const found = await decideAll(tasks, decision, send, (done) => setBusy({ done, all: tasks.length })).finally(() => setBusy(undefined));
    setResults(found);
    onDone(found.flatMap(({ task, failure }) => (failure ? [task.id] : [])));
    await Promise.all([client.invalidateQueries({ queryKey: ["processes"] }), client.invalidateQueries({ queryKey: ["records"] })]);
  };
  const common = commonDecisions(tasks);
  return (
    <>
      {(tasks.length > 0 || busy) && (
        <div role="toolbar" aria-label={t("tasks.chosen", { count: tasks.length })} className="sticky top-0 z-10 mb-3 flex flex-wrap items-center gap-2 rounded-lg border border-line bg-raised px-3 py-2 text-sm shadow-low">
          <span className="min-w-0 flex-1 font-medium" aria-live="polite">{busy ? t("tasks.bulkBusy", { done: busy.done, all: busy.all }) : t("tasks.chosen", { count: tasks.length })}</span>
          <Button size="sm" variant="ghost" disabled={busy !== undefined} onClick={() => onDone([])}>{t("common.cancel")}</Button>
          {common?.map(({ name, label }) => <Button key={name ?? ""} size="sm" disabled={busy !== undefined} onClick={() => void decide(name)}>{label ?? t("tasks.finish")}</Button>)}
          {common?.length === 0 && <span className="text-ink-2">{t("tasks.noCommon")}</span>}
        </div>
      )}
      {results.length > 0 && (
        <ul aria-label={t("tasks.bulkResult")} className="mb-3 divide-y divide-line rounded-lg border border-line text-sm">
          {results.map(({ task, failure }) => (
            <li key={task.id} className="flex items-start gap-2 px-3 py-2">
              {failure ? <CircleAlert className="mt-0.5 size-4 shrink-0 text-danger-ink" aria-hidden /> : <CircleCheck className="mt-0.5 size-4 shrink-0 text-success-ink" aria-hidden />}
              <span className="min-w-0 flex-1">{[task.title, task.record?.title].filter(Boolean).join(" · ")}<span className="block text-ink-2">{failure === undefined ? t("tasks.done") : failure === "network" ? t("error.network") : failure.text}</span></span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
