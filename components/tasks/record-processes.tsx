"use client";
import { Workflow } from "lucide-react";
import { useState } from "react";
import { useInstancesOf } from "../data/processes";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { EmptyState, Notice } from "../ui/states";
import { InstanceHead } from "./instance-head";
import { StartDialog } from "./start-dialog";
import { TaskCard } from "./task-card";

/** Processes of one record: what can be started, where each stands, who has to do what. */
export function RecordProcesses({ entity, id }: { entity: string; id: string }) {
  const t = useT();
  const processes = useModel().parts.process.filter((process) => process.entity === entity);
  const query = useInstancesOf(entity, id);
  const [chosen, setChosen] = useState<{ process: (typeof processes)[number]; button: { id: string; label: string } }>();
  return (
    <div className="grid grid-cols-1 gap-4 py-4">
      <div className="flex flex-wrap gap-2">
        {processes.flatMap((process) => process.buttons.map((button) => <Button key={`${process.id}/${button.id}`} size="sm" onClick={() => setChosen({ process, button })}><Icon name={button.icon ?? "play"} />{button.label}</Button>))}
      </div>
      {query.isError && <Notice tone="danger">{query.error.message}</Notice>}
      {query.isPending && <Skeleton className="h-20" />}
      {query.data?.items.length === 0 && <EmptyState icon={<Workflow />} title={t("tasks.noProcess")} text={t("tasks.noProcessText")} />}
      {query.data?.items.map((instance) => (
        <section key={instance.id} aria-label={instance.process.label} className="grid grid-cols-1 gap-2">
          <InstanceHead instance={instance} />
          {instance.openIncidents.map((incident) => <Notice key={incident.id} tone="danger">{incident.label}: {incident.message} {incident.remedy}</Notice>)}
          {instance.tasks.map((task) => <TaskCard key={task.id} task={task} showRecord={false} />)}
        </section>
      ))}
      {chosen && <StartDialog process={chosen.process} button={chosen.button} record={id} onClose={() => setChosen(undefined)} />}
    </div>
  );
}
