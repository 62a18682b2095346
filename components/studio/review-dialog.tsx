"use client";
import { useState } from "react";
import type { StudioChange } from "../../runtime/studio/documents";
import { api, ApiError } from "../data/api";
import { useModel } from "../data/model";
import type { MessageKey } from "../i18n/messages";
import { useT } from "../i18n/provider";
import { usePublishing } from "../publishing/use-publishing";
import { Badge, Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { DialogContent } from "../ui/dialog";
import { Notice } from "../ui/states";
import { useToast } from "../ui/toast";
import { PlanView } from "./plan-view";
import { usePlan, useRollback } from "./use-publish";
import { useRefresh } from "./use-studio";

interface ReviewProps {
  changes: readonly StudioChange[];
  /** The revision the changes began from. */
  baseRevision: number;
  onClose(): void;
  /** Called when they count. */
  onPublished?(revision: number): void;
}

/** What was changed and what publishing would do; publish, or forget it. */
export function ReviewDialog({ changes, baseRevision, onClose, onPublished }: ReviewProps) {
  const t = useT();
  const toast = useToast();
  const refresh = useRefresh();
  const { entities } = useModel();
  const plan = usePlan(changes, true);
  const { publish, questions } = usePublishing();
  const [busy, setBusy] = useState(false);
  const rollback = useRollback();
  const [yes, setYes] = useState(false);
  const problems = plan.data?.problems ?? [];
  const destructive = plan.data?.destructive ?? [];
  const nameOf = (entity: string): string => entities[entity]?.plural ?? String(changes.find((change) => change.kind === "entity" && change.name === entity)?.document?.["label"] ?? entity);

  // What is published draws the page anew, this dialog included: what comes after does not depend on it.
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      const outcome = await publish({ changes, baseRevision, summary: summaryOf(changes, t), ...(yes ? { confirmDestructive: true } : {}) });
      if (!outcome) return;
      const { revision, changed, merged } = outcome;
      onPublished?.(revision);
      onClose();
      void refresh();
      const undo = () => void rollback.mutateAsync(revision - 1).then(() => toast({ title: t("studio.undone") }), (error: ApiError) => toast({ tone: "danger", title: error.message, text: error.remedy }));
      toast({ tone: "success", title: t("studio.published"), ...(merged ? { text: t("meeting.merged") } : {}), ...(changed ? { action: { label: t("studio.undo"), run: undo } } : {}) });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast({ tone: "danger", title: error.message, text: error.issues[0]?.message ?? error.remedy });
    } finally {
      setBusy(false);
    }
  };
  const forget = async () => {
    try {
      await api("/metadata/draft", { method: "DELETE" });
      await refresh();
      onClose();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast({ tone: "danger", title: error.message, text: error.remedy });
    }
  };
  return (
    <DialogContent
      title={t("studio.reviewTitle")} className="max-w-2xl"
      footer={<>
        {!onPublished && <Button variant="ghost" onClick={() => void forget()}>{t("studio.forget")}</Button>}
        <Button variant="primary" disabled={!plan.data || problems.length > 0 || busy || (destructive.length > 0 && !yes)} onClick={() => void send()}>{t("studio.publish")}</Button>
      </>}
    >
      <ul className="mb-4 flex flex-wrap gap-1.5" aria-label={t("studio.changed")}>
        {changes.map((change) => <li key={`${change.kind} ${change.name}`}><Badge tone={change.document === null ? "red" : "blue"}>{t(`kind.${change.kind}` as MessageKey)}: {String(change.document?.["label"] ?? change.name)}</Badge></li>)}
      </ul>
      {questions}
      {plan.error && <Notice tone="danger">{plan.error.message}</Notice>}
      {!plan.data && !plan.error && <div role="status" aria-label={t("common.loading")} className="grid gap-2"><Skeleton className="h-10" /><Skeleton className="h-10" /></div>}
      {problems.length > 0 && (
        <div className="grid gap-2">
          <Notice tone="danger">{t("studio.problems", { count: problems.length })}</Notice>
          <ul className="grid gap-2 text-sm" lang="en">{problems.map((problem, index) => <li key={index}>{problem.message}. <span className="text-ink-2">{problem.remedy}</span></li>)}</ul>
        </div>
      )}
      {plan.data && problems.length === 0 && <PlanView plan={plan.data} nameOf={nameOf} />}
      {destructive.length > 0 && (
        <label className="mt-3 flex items-center gap-2 text-sm">
          <Checkbox checked={yes} onCheckedChange={setYes} />
          {t("studio.understood")}
        </label>
      )}
    </DialogContent>
  );
}

const summaryOf = (changes: readonly StudioChange[], t: ReturnType<typeof useT>): string => changes.map((change) => `${t(`kind.${change.kind}` as MessageKey)}: ${String(change.document?.["label"] ?? change.name)}`).join(", ").slice(0, 500);
