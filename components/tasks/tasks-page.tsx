"use client";
import { Inbox } from "lucide-react";
import { useRef, useState } from "react";
import { ApprovalCard } from "../approvals/approval-card";
import { useApproval, useMyApprovals, type Approval } from "../data/approvals";
import { useModel } from "../data/model";
import { useTasks, type TaskDue, type TaskScope } from "../data/processes";
import { useT } from "../i18n/provider";
import { PageBar } from "../layout/page-bar";
import { Kbd, Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { NativeSelect } from "../ui/input";
import { EmptyState, Notice } from "../ui/states";
import { BulkBar } from "./bulk-bar";
import { StartMenu } from "./start-menu";
import { TaskCard } from "./task-card";
import { isDue } from "./term";
import { useTaskKeys } from "./use-task-keys";

const SCOPES = ["mine", "group", "deputy"] as const;
const DUES = ["overdue", "today", "week", "later"] as const;
const KEYS = [["j", "tasks.keyNext"], ["k", "tasks.keyBefore"], ["x", "tasks.keyChoose"], ["o", "tasks.details"], ["e", "tasks.keyDecide"]] as const;

/** My work: what processes wait for from me, my groups and those I stand in for. */
export function TasksPage() {
  const t = useT();
  const { user, parts } = useModel();
  const processes = parts.process ?? [];
  const [scope, setScope] = useState<TaskScope>();
  const [due, setDue] = useState<TaskDue>();
  const [process, setProcess] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLUListElement>(null);
  const query = useTasks({ ...(scope && { scope }), ...(due && { due }), ...(process && { process }) });
  const approvals = useMyApprovals();
  const tasks = query.data?.pages.flatMap(({ items }) => items) ?? [];
  // Answers of approvals have no process, and are one's own or those of people one stands in for.
  const asked = scope === "group" || process ? [] : (approvals.data?.items ?? []).filter((one) => (due === undefined || isDue(one.due, due, Date.now())) && (scope === undefined || one.asks.some(({ id }) => id === user.id) === (scope === "mine")));
  const toggled = (before: ReadonlySet<string>, id: string) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]);
  const idAt = (at: number) => tasks[at]?.id ?? "";
  useTaskKeys(list, { onChoose: (at) => tasks[at]?.mayDo && setChosen(toggled(chosen, idAt(at))), onOpen: (at) => setOpened(toggled(opened, idAt(at))) });
  return (
    <>
      <PageBar crumbs={[{ label: t("tasks.title") }]}><StartMenu processes={processes.filter(({ entity, buttons }) => entity === undefined && buttons.length > 0)} /></PageBar>
      <main id="content" tabIndex={-1} className="scroll-thin min-h-0 flex-1 overflow-y-auto outline-none">
        <div className="mx-auto max-w-3xl px-6 pt-6 pb-12 max-md:px-4">
          <div className="mb-4 flex flex-wrap items-center gap-2">
            <h1 className="min-w-0 flex-1 text-xl font-semibold tracking-tight max-sm:basis-full">{t("tasks.title")}</h1>
            <NativeSelect aria-label={t("tasks.whose")} className="w-auto max-sm:min-w-32 max-sm:flex-1" value={scope ?? ""} onValueChange={(value) => setScope(SCOPES.find((one) => one === value))}>
              <option value="">{t("tasks.all")}</option>
              {SCOPES.map((one) => <option key={one} value={one}>{t(`tasks.scope.${one}`)}</option>)}
            </NativeSelect>
            <NativeSelect aria-label={t("tasks.term")} className="w-auto max-sm:min-w-32 max-sm:flex-1" value={due ?? ""} onValueChange={(value) => setDue(DUES.find((one) => one === value))}>
              <option value="">{t("tasks.anyTerm")}</option>
              {DUES.map((one) => <option key={one} value={one}>{t(`tasks.due.${one}`)}</option>)}
            </NativeSelect>
            {processes.length > 1 && (
              <NativeSelect aria-label={t("tasks.process")} className="w-auto max-sm:min-w-32 max-sm:flex-1" value={process} onValueChange={setProcess}>
                <option value="">{t("tasks.anyProcess")}</option>
                {processes.map(({ name, label }) => <option key={name} value={name}>{label}</option>)}
              </NativeSelect>
            )}
          </div>
          {query.isError && <Notice tone="danger">{query.error.message} <Button size="sm" onClick={() => void query.refetch()}>{t("common.retry")}</Button></Notice>}
          {!query.data && !query.isError && <div className="grid gap-3" role="status" aria-label={t("common.loading")}><Skeleton className="h-24" /><Skeleton className="h-24" /></div>}
          <BulkBar tasks={tasks.filter(({ id }) => chosen.has(id))} onDone={(left) => setChosen(new Set(left))} />
          {asked.length > 0 && (
            <section aria-label={t("approval.waiting")} className="mb-6 grid gap-3">
              <h2 className="text-sm font-semibold text-ink-2">{t("approval.waiting")}</h2>
              {asked.map((one) => <Asked key={one.id} approval={one} />)}
            </section>
          )}
          {query.data && tasks.length === 0 && asked.length === 0 && <EmptyState icon={<Inbox />} title={t("tasks.none")} text={t("tasks.noneText")} />}
          <ul ref={list} className="grid gap-3" aria-label={t("tasks.title")}>
            {tasks.map((task) => (
              <li key={task.id}>
                <TaskCard task={task} chosen={chosen.has(task.id)} onChoose={() => setChosen(toggled(chosen, task.id))} open={opened.has(task.id)} onOpen={() => setOpened(toggled(opened, task.id))} />
              </li>
            ))}
          </ul>
          {query.hasNextPage && <Button className="mt-3" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t("tasks.more")}</Button>}
          {tasks.length > 1 && <p className="mt-4 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-3 max-md:hidden">{KEYS.map(([key, word]) => <span key={key}><Kbd>{key}</Kbd> {t(word)}</span>)}</p>}
        </div>
      </main>
    </>
  );
}

/** What is signed is sealed as it is seen: asked for only where it is. */
function Asked({ approval }: { approval: Approval }) {
  return approval.kind === "sign" ? <Signed approval={approval} /> : <ApprovalCard approval={approval} showRecord />;
}

function Signed({ approval }: { approval: Approval }) {
  const { data } = useApproval(approval.id);
  return <ApprovalCard approval={approval} seal={data?.seal ?? null} showRecord />;
}
