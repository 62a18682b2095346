"use client";
import type { PlanProblem } from "../plan-view";
import { PlanView, type Plan } from "../plan-view";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Skeleton } from "../../ui/badge";
import { Notice } from "../../ui/states";
import type { ApiError } from "../../data/api";
import { placeOf, type WizardState } from "./wizard-state";

interface StepProps {
  state: WizardState;
  plan: Plan | undefined;
  error: ApiError | Error | null;
  nameOf(entity: string): string;
  onGo(problem: PlanProblem): void;
}

/** What will be made, in plain words, and what stands in the way. */
export function PublishStep({ state, plan, error, nameOf, onGo }: StepProps) {
  const t = useT();
  if (error) return <Notice tone="danger">{error.message}</Notice>;
  if (!plan) return <div role="status" aria-label={t("common.loading")} className="grid gap-2"><Skeleton className="h-12" /><Skeleton className="h-12" /><Skeleton className="h-12" /></div>;
  if (plan.problems.length > 0) {
    return (
      <div className="grid gap-3">
        <Notice tone="danger">{t("studio.problems", { count: plan.problems.length })}</Notice>
        <ul className="divide-y divide-line rounded-lg border border-line">
          {plan.problems.map((problem, index) => {
            const { entity, field } = placeOf(problem, state.entities);
            const known = state.entities.find(({ name }) => name === entity);
            return (
              <li key={index} className="flex items-start gap-3 px-3 py-2 text-sm">
                <div className="min-w-0 flex-1">
                  {known && <p className="font-medium">{known.label}{field ? ` › ${known.fields.find(({ name }) => name === field)?.label ?? field}` : ""}</p>}
                  <p className="text-ink-2" lang="en">{problem.message}. {problem.remedy}</p>
                </div>
                {known && <Button size="sm" onClick={() => onGo(problem)}>{t("studio.goThere")}</Button>}
              </li>
            );
          })}
        </ul>
      </div>
    );
  }
  return (
    <div className="grid gap-4">
      <p className="text-sm text-ink-2">{t("studio.publishText")}</p>
      <PlanView plan={plan} nameOf={nameOf} />
    </div>
  );
}
