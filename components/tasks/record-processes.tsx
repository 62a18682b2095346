"use client";
import { Workflow } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { holdsRight } from "../admin/sections";
import { useModel } from "../data/model";
import { useProcessesOf } from "../data/processes";
import type { RecordData } from "../data/records";
import { useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { EmptyState, Notice } from "../ui/states";
import { InstanceHead } from "./instance-head";
import { StartDialog } from "./start-dialog";
import { TaskCard } from "./task-card";

const InstanceDiagram = dynamic(() => import("./instance-diagram").then((module) => module.InstanceDiagram), { ssr: false, loading: () => <Skeleton className="h-72" /> });
const InstanceJournal = dynamic(() => import("./instance-journal").then((module) => module.InstanceJournal), { ssr: false, loading: () => <Skeleton className="h-24" /> });

/** The picture and the journal of an instance, for whoever wants to see them. */
function InstanceLooks({ id }: { id: string }) {
  const t = useT();
  const [shown, setShown] = useState<"diagram" | "journal">();
  return (
    <>
      <div className="flex gap-1">
        {(["diagram", "journal"] as const).map((one) => <Button key={one} size="sm" variant="ghost" aria-expanded={shown === one} onClick={() => setShown(shown === one ? undefined : one)}>{t(`tasks.${one}`)}</Button>)}
      </div>
      {shown === "diagram" && <InstanceDiagram id={id} />}
      {shown === "journal" && <InstanceJournal id={id} />}
    </>
  );
}

/** Processes of one record: what can be started, where each stands, who has to do what. */
export function RecordProcesses({ entity, record }: { entity: ClientEntity; record: RecordData }) {
  const t = useT();
  const { parts, system } = useModel();
  const processes = parts.process.filter((process) => process.entity === entity.name);
  const query = useProcessesOf(entity.name, record.id, Number(record["version"]));
  const fits = (process: string, button: string): boolean => query.data?.starts.some((start) => start.process === process && start.button === button) === true;
  const [chosen, setChosen] = useState<{ process: (typeof processes)[number]; button: { id: string; label: string } }>();
  return (
    <div className="grid grid-cols-1 gap-4 py-4">
      <div className="flex flex-wrap gap-2">
        {holdsRight(system, "events.read") && processes.some(({ mayOperate }) => mayOperate) && <Link href={`/admin/instances?status=any&entity=${entity.name}&record=${record.id}`} prefetch={false} className="order-last ml-auto self-center text-sm text-accent-ink hover:underline">{t("tasks.allOfRecord")}</Link>}
        {processes.flatMap((process) => process.buttons.filter(({ id }) => fits(process.name, id)).map((button) => <Button key={`${process.id}/${button.id}`} size="sm" onClick={() => setChosen({ process, button })}><Icon name={button.icon ?? "play"} />{button.label}</Button>))}
      </div>
      {query.isError && <Notice tone="danger">{query.error.message}</Notice>}
      {query.isPending && <Skeleton className="h-20" />}
      {query.data?.items.length === 0 && <EmptyState icon={<Workflow />} title={t("tasks.noProcess")} text={t("tasks.noProcessText")} />}
      {query.data?.items.map((instance) => (
        <section key={instance.id} aria-label={instance.process.label} className="grid grid-cols-1 gap-2">
          <InstanceHead instance={instance} />
          {instance.openIncidents.map((incident) => <Notice key={incident.id} tone="danger">{incident.label}: {incident.message} {incident.remedy}</Notice>)}
          <InstanceLooks id={instance.id} />
          {instance.tasks.map((task) => <TaskCard key={task.id} task={task} showRecord={false} />)}
        </section>
      ))}
      {chosen && <StartDialog process={chosen.process} button={chosen.button} record={record.id} onClose={() => setChosen(undefined)} />}
    </div>
  );
}
