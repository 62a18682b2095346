"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useDrawing, useInstance, useProcessChange, type TaskItem } from "../data/processes";
import { stepName } from "../designer/words";
import { useMoment } from "../i18n/moment";
import { useT } from "../i18n/provider";
import { DelegateDialog } from "../tasks/delegate-dialog";
import { InstanceJournal } from "../tasks/instance-journal";
import { Badge, Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { NativeSelect } from "../ui/input";
import { Notice } from "../ui/states";
import { targetsOf } from "./instance-values";
import { InstanceVariables } from "./instance-variables";

const InstanceDiagram = dynamic(() => import("../tasks/instance-diagram").then((module) => module.InstanceDiagram), { ssr: false, loading: () => <Skeleton className="h-72" /> });

/** All of one instance, for operators: where it stands and what it waits for, its journal and variables, and what can be done to it. */
export function InstanceDetails({ id }: { id: string }) {
  const t = useT();
  const moment = useMoment();
  const query = useInstance(id);
  if (query.isError) return <Notice tone="danger">{query.error.message}</Notice>;
  if (!query.data) return <Skeleton className="h-72" />;
  const { data } = query;
  const open = data.mayOperate && (data.status === "running" || data.status === "suspended");
  return (
    <div className="mt-3 grid grid-cols-1 gap-4 border-t border-line pt-3">
      <InstanceDiagram id={id} />
      {data.waits.length > 0 && (
        <ul aria-label={t("admin.instance.waits")} className="flex flex-wrap gap-1.5 text-sm">
          {data.waits.map((wait, at) => <li key={at}><Badge>{wait.label}: {wait.due ? moment(wait.due) : (wait.name ?? t(`admin.instance.wait.${waitKind(wait.kind)}`))}</Badge></li>)}
        </ul>
      )}
      {open && <OpenTasks tasks={data.tasks.filter(({ status }) => status === "open")} />}
      {open && <Steer id={id} tokens={data.tokens} />}
      {data.variables && <InstanceVariables key={JSON.stringify(data.variables)} id={id} variables={data.variables} editable={open} />}
      <InstanceJournal id={id} />
    </div>
  );
}

/** Tasks nobody has finished; an operator gives one to somebody else. */
function OpenTasks({ tasks }: { tasks: readonly TaskItem[] }) {
  const t = useT();
  const [giving, setGiving] = useState<TaskItem>();
  return (
    <>
      {tasks.map((task) => (
        <div key={task.id} role="group" aria-label={task.title} className="flex flex-wrap items-center gap-2 text-sm">
          <span className="min-w-0 flex-1 basis-40 truncate">{[task.title, task.claimedBy?.title ?? task.groups.join(", ")].filter(Boolean).join(" · ")}</span>
          <Button size="sm" variant="ghost" onClick={() => setGiving(task)}>{t("tasks.delegate")}</Button>
        </div>
      ))}
      {giving && <DelegateDialog task={giving.id} title={giving.title} onClose={() => setGiving(undefined)} />}
    </>
  );
}

const waitKind = (kind: string): "timer" | "message" | "signal" | "condition" => (kind === "timer" || kind === "signal" || kind === "condition" ? kind : "message");

/** Moves a token to another step, or ends it all. */
function Steer({ id, tokens }: { id: string; tokens: readonly { readonly id: number; readonly node: string; readonly status: string }[] }) {
  const t = useT();
  const drawing = useDrawing(id);
  const change = useProcessChange();
  const [to, setTo] = useState<Readonly<Record<number, string>>>({});
  const [cancelling, setCancelling] = useState(false);
  const operate = (body: object) => change.mutate({ path: `/processes/instances/${id}/operations`, body });
  const nodes = drawing.data?.definition.nodes ?? [];
  const nameOf = (node: string) => {
    const found = nodes.find((one) => one.id === node);
    return found ? stepName(t, found) : node;
  };
  return (
    <div className="grid gap-2">
      {change.isError && <Notice tone="danger">{change.error.message}</Notice>}
      {tokens.map((token) => (
        <div key={token.id} role="group" aria-label={t("admin.instance.moveFrom", { step: nameOf(token.node) })} className="flex flex-wrap items-center gap-2 text-sm">
          <span className="min-w-0 flex-1 basis-40 truncate max-sm:basis-full">{t("admin.instance.moveFrom", { step: nameOf(token.node) })}</span>
          <NativeSelect aria-label={t("admin.instance.moveTo")} className="w-auto max-sm:flex-1" value={to[token.id] ?? ""} onValueChange={(node) => setTo({ ...to, [token.id]: node })}>
            <option value="">{t("admin.instance.moveTo")}</option>
            {targetsOf(nodes, token.node).map((node) => <option key={node.id} value={node.id}>{stepName(t, node)}</option>)}
          </NativeSelect>
          <Button size="sm" disabled={!to[token.id] || change.isPending} onClick={() => operate({ do: "move", token: token.id, to: to[token.id] })}>{t("admin.instance.move")}</Button>
        </div>
      ))}
      <Button size="sm" variant="ghost" className="justify-self-start text-danger-ink" disabled={change.isPending} onClick={() => setCancelling(true)}>{t("admin.instance.cancelInstance")}</Button>
      <Confirm open={cancelling} onOpenChange={setCancelling} danger title={t("admin.instance.cancelTitle")} text={t("admin.instance.cancelText")} action={t("admin.instance.cancelInstance")} onConfirm={() => operate({ do: "cancel" })} />
    </div>
  );
}
