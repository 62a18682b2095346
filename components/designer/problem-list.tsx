"use client";
import { CircleAlert, TriangleAlert, Wrench } from "lucide-react";
import { fixOf } from "../../runtime/workflow/edit/fixes";
import type { Problem } from "../../runtime/workflow/check/problem";
import { flowById, nodeById } from "../../runtime/workflow/edit/elements";
import type { MessageKey } from "../i18n/messages";
import { useLocale, useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { useDesigner } from "./use-designer";
import { stepName } from "./words";

/** Problems met while drawing that are said in every language; rarer ones come as the check says them. */
const PLAIN = ["noOutgoing", "noIncoming", "noResponsible", "noRecipient", "noTerm", "filesOfCollegial", "noService", "noDefault", "noCondition", "onlyConditional", "conditionIgnored", "unreachable", "noWayToEnd", "deadlock", "notJoined", "neverRuns", "formula", "trigger", "mayNotRead", "unknownUnit", "unknownTeam", "unknownUser", "nobody"];

/** What is wrong: with one element, or with all of the process. Mends what can be mended by a button. */
export function ProblemList({ of, onJump }: { of?: string; onJump?(id: string): void }) {
  const t = useT();
  const { problems, problemsAt } = useDesigner();
  const shown = of === undefined ? problems : (problemsAt.get(of) ?? []);
  if (shown.length === 0) return of === undefined ? <p className="py-6 text-center text-sm text-ink-3">{t("designer.noProblems")}</p> : null;
  return (
    <ul className="grid grid-cols-1 gap-1.5" aria-label={t("designer.problems")}>
      {shown.map((problem, at) => <ProblemItem key={`${problem.code}-${problem.elements.join()}-${at}`} problem={problem} {...(of === undefined && onJump && { onJump })} />)}
    </ul>
  );
}

function ProblemItem({ problem, onJump }: { problem: Problem; onJump?(id: string): void }) {
  const t = useT();
  const { language } = useLocale();
  const { definition, change } = useDesigner();
  const error = problem.severity === "error";
  const Mark = error ? CircleAlert : TriangleAlert;
  const fix = fixOf(definition, problem);
  const id = problem.elements[0];
  const node = id === undefined ? undefined : nodeById(definition, id);
  const flow = id === undefined ? undefined : flowById(definition, id);
  const name = node ? stepName(t, node) : flow ? [flow.from, flow.to].map((end) => nodeById(definition, end)).map((end) => end && stepName(t, end)).join(" → ") : definition.lanes?.find((lane) => lane.id === id)?.label;
  const said = PLAIN.includes(problem.code) && name !== undefined && language !== "en" ? t(`designer.problem.${problem.code}` as MessageKey, { name }) : undefined;
  return (
    <li className={cn("rounded-md px-2.5 py-2 text-sm", error ? "bg-danger-soft text-danger-ink" : "bg-warning-soft text-warning-ink")} data-problem={problem.code}>
      <div className="flex items-start gap-2">
        <Mark className="mt-0.5 size-4 shrink-0" aria-hidden />
        <div className="min-w-0 flex-1">
          {onJump && id !== undefined && name && <button type="button" className="block max-w-full truncate text-left font-semibold underline-offset-2 hover:underline" onClick={() => onJump(id)}>{name}</button>}
          <p>{said ?? problem.message.replaceAll(`“${id}”`, `“${name}”`)}</p>
          {!said && problem.remedy && <p className="opacity-80">{problem.remedy}</p>}
        </div>
      </div>
      {fix && <Button size="sm" className="mt-1.5 ml-6" onClick={() => change(fix.apply)}><Wrench />{t(`designer.fix.${fix.name}` as MessageKey)}</Button>}
    </li>
  );
}
