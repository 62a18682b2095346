"use client";
import { ChevronRight, CircleCheck, Lock, TriangleAlert } from "lucide-react";
import type { MessageKey } from "../i18n/messages";
import { useT } from "../i18n/provider";
import { Badge } from "../ui/badge";
import { Notice } from "../ui/states";

export interface PlanStep {
  readonly do: string;
  readonly entity: string;
  readonly table: string;
  readonly text: string;
  readonly rows?: number;
  readonly values?: number;
  readonly lock: "none" | "write" | "exclusive";
  readonly destructive: boolean;
}

export interface PlanProblem {
  readonly file?: string;
  readonly pointer: string;
  readonly message: string;
  readonly remedy?: string;
}

export interface Plan {
  readonly baseRevision: number;
  readonly problems: readonly PlanProblem[];
  readonly warnings: readonly PlanProblem[];
  readonly steps: readonly PlanStep[];
  readonly destructive: readonly PlanStep[];
  readonly rows: number;
  /** Clocks and terms that move with a working calendar. */
  readonly moves?: readonly { readonly calendar: string; readonly clocks: number; readonly terms: number }[];
}

/** Kinds of steps that people are told of in one sentence. */
const WORDS: Readonly<Record<string, MessageKey>> = {
  createTable: "studio.plan.createTable", renameTable: "studio.plan.renameTable", hideTable: "studio.plan.hideTable", restoreTable: "studio.plan.restoreTable",
  addField: "studio.plan.addField", renameField: "studio.plan.renameField", hideField: "studio.plan.hideField", restoreField: "studio.plan.restoreField",
  retypeField: "studio.plan.changeField", convertField: "studio.plan.changeField", createLink: "studio.plan.link", renameLink: "studio.plan.link", hideLink: "studio.plan.link", restoreLink: "studio.plan.link",
  createIndex: "studio.plan.index", dropIndex: "studio.plan.index", addForeignKey: "studio.plan.tie", dropForeignKey: "studio.plan.tie",
};

interface Line {
  readonly key: MessageKey;
  readonly steps: readonly PlanStep[];
}

function linesOf(steps: readonly PlanStep[]): readonly Line[] {
  const groups = new Map<MessageKey, PlanStep[]>();
  for (const step of steps) {
    const key = WORDS[step.do] ?? "studio.plan.other";
    groups.set(key, [...(groups.get(key) ?? []), step]);
  }
  return [...groups].map(([key, grouped]) => ({ key, steps: grouped }));
}

/** What publishing would do, in plain words: by entity, with what is locked and what is lost. */
export function PlanView({ plan, nameOf }: { plan: Plan; nameOf(entity: string): string }) {
  const t = useT();
  const entities = [...new Set(plan.steps.map(({ entity }) => entity))];
  const moving = (plan.moves ?? []).filter(({ clocks, terms }) => clocks + terms > 0);
  const moves = moving.map(({ calendar, clocks, terms }) => <p key={calendar} data-moves={calendar} className="text-sm text-ink-2">{t("studio.plan.moves", { calendar, clocks, terms })}</p>);
  if (entities.length === 0) return moving.length > 0 ? <div className="grid gap-1">{moves}</div> : <p className="flex items-center gap-2 text-sm text-ink-2"><CircleCheck className="size-4 text-success-ink" aria-hidden />{t("studio.plan.screensOnly")}</p>;
  return (
    <div className="grid gap-3">
      {moves}
      {plan.destructive.length > 0 && <Notice tone="warning" icon={TriangleAlert}>{t("studio.plan.takesAway")}</Notice>}
      <ul className="divide-y divide-line rounded-lg border border-line">
        {entities.map((entity) => {
          const steps = plan.steps.filter((step) => step.entity === entity);
          const locked = steps.some(({ lock }) => lock === "exclusive") && (steps[0]?.rows ?? 0) > 0;
          return (
            <li key={entity} className="px-3 py-2.5 text-sm">
              <div className="flex flex-wrap items-center gap-2">
                <span className="font-medium">{nameOf(entity)}</span>
                {locked && <Badge tone="yellow"><Lock className="size-3" aria-hidden />{t("studio.plan.locked", { count: steps[0]?.rows ?? 0 })}</Badge>}
              </div>
              <ul className="mt-1 grid gap-0.5 text-ink-2">
                {linesOf(steps).map(({ key, steps: grouped }) => {
                  const lost = grouped.reduce((sum, step) => sum + (step.destructive ? (step.values ?? 0) : 0), 0);
                  return (
                    <li key={key} className="flex flex-wrap items-baseline gap-x-2">
                      <span>{t(key, { count: grouped.length })}</span>
                      {lost > 0 && <span className="text-warning-ink">{t("studio.plan.values", { count: lost })}</span>}
                    </li>
                  );
                })}
              </ul>
              <details className="group/details mt-1.5 text-xs text-ink-3">
                <summary className="flex w-fit cursor-pointer items-center gap-1 rounded-sm hover:text-ink"><ChevronRight className="size-3 transition-transform group-open/details:rotate-90" aria-hidden />{t("studio.plan.exactly")}</summary>
                <ul className="mt-1 grid gap-0.5 pl-4" lang="en">{steps.map((step, index) => <li key={index}>{step.text}</li>)}</ul>
              </details>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
