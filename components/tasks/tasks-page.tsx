"use client";
import { Inbox } from "lucide-react";
import { useState } from "react";
import { useTasks, type TaskDue, type TaskScope } from "../data/processes";
import { useT } from "../i18n/provider";
import { PageBar } from "../layout/page-bar";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { NativeSelect } from "../ui/input";
import { EmptyState, Notice } from "../ui/states";
import { TaskCard } from "./task-card";

const SCOPES = ["mine", "group", "deputy"] as const;
const DUES = ["overdue", "today", "week"] as const;

/** My work: what processes wait for from me, my groups and those I stand in for. */
export function TasksPage() {
  const t = useT();
  const [scope, setScope] = useState<TaskScope>();
  const [due, setDue] = useState<TaskDue>();
  const query = useTasks({ ...(scope && { scope }), ...(due && { due }) });
  return (
    <>
      <PageBar crumbs={[{ label: t("tasks.title") }]} />
      <main id="content" tabIndex={-1} className="scroll-thin min-h-0 flex-1 overflow-y-auto outline-none">
        <div className="mx-auto max-w-3xl px-6 pt-6 pb-12 max-md:px-4">
          <div className="mb-4 flex flex-wrap items-center gap-2">
            <h1 className="min-w-0 flex-1 text-xl font-semibold tracking-tight max-sm:basis-full">{t("tasks.title")}</h1>
            <NativeSelect aria-label={t("tasks.whose")} className="w-auto max-sm:flex-1" value={scope ?? ""} onValueChange={(value) => setScope(SCOPES.find((one) => one === value))}>
              <option value="">{t("tasks.all")}</option>
              {SCOPES.map((one) => <option key={one} value={one}>{t(`tasks.scope.${one}`)}</option>)}
            </NativeSelect>
            <NativeSelect aria-label={t("tasks.term")} className="w-auto max-sm:flex-1" value={due ?? ""} onValueChange={(value) => setDue(DUES.find((one) => one === value))}>
              <option value="">{t("tasks.anyTerm")}</option>
              {DUES.map((one) => <option key={one} value={one}>{t(`tasks.due.${one}`)}</option>)}
            </NativeSelect>
          </div>
          {query.isError && <Notice tone="danger">{query.error.message} <Button size="sm" onClick={() => void query.refetch()}>{t("common.retry")}</Button></Notice>}
          {!query.data && !query.isError && <div className="grid gap-3" role="status" aria-label={t("common.loading")}><Skeleton className="h-24" /><Skeleton className="h-24" /></div>}
          {query.data?.items.length === 0 && <EmptyState icon={<Inbox />} title={t("tasks.none")} text={t("tasks.noneText")} />}
          <ul className="grid gap-3" aria-label={t("tasks.title")}>{query.data?.items.map((task) => <li key={task.id}><TaskCard task={task} /></li>)}</ul>
          {query.data?.more && <p className="mt-3 text-sm text-ink-3">{t("tasks.more")}</p>}
        </div>
      </main>
    </>
  );
}
