"use client";
import { ChevronDown, Workflow } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useModel } from "../data/model";
import { useInstance, useInstances, type InstanceItem } from "../data/processes";
import { useT } from "../i18n/provider";
import { InstanceHead } from "../tasks/instance-head";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { NativeSelect } from "../ui/input";
import { EmptyState, Notice } from "../ui/states";
import { AdminFrame } from "./admin-frame";
import { InstanceMigration } from "./instance-migration";
import { Loaded } from "./parts";

const InstanceDetails = dynamic(() => import("./instance-details").then((module) => module.InstanceDetails), { ssr: false, loading: () => <Skeleton className="mt-3 h-72" /> });

const STATUSES = ["open", "incident", "suspended", "ended"] as const;

/** Instances of the processes one may operate, with what stopped them. */
export default function InstancesPage() {
  const t = useT();
  const processes = (useModel().parts.process ?? []).filter(({ mayOperate }) => mayOperate);
  const [status, setStatus] = useState("open");
  const [process, setProcess] = useState("");
  const query = useInstances({ status, ...(process && { process }) });
  return (
    <AdminFrame
      section="instances"
      actions={
        <div className="flex flex-wrap gap-2">
          {processes.length > 1 && (
            <NativeSelect aria-label={t("tasks.process")} className="w-auto" value={process} onValueChange={setProcess}>
              <option value="">{t("tasks.anyProcess")}</option>
              {processes.map(({ name, label }) => <option key={name} value={name}>{label}</option>)}
            </NativeSelect>
          )}
          <NativeSelect aria-label={t("tasks.state")} className="w-auto" value={status} onValueChange={setStatus}>{STATUSES.map((one) => <option key={one} value={one}>{t(`tasks.filter.${one}`)}</option>)}</NativeSelect>
        </div>
      }
    >
      <Loaded query={query} isEmpty={({ pages }) => pages[0]?.items.length === 0} empty={<EmptyState icon={<Workflow />} title={t("tasks.noInstances")} text={t("tasks.noProcessText")} />}>
        {({ pages }) => (
          <>
            <ul aria-label={t("tasks.instances")} className="grid grid-cols-1 gap-2">{pages.flatMap(({ items }) => items).map((instance) => <Row key={instance.id} instance={instance} ended={status === "ended"} />)}</ul>
            {query.hasNextPage && <Button className="mt-3" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t("admin.instance.showMore")}</Button>}
          </>
        )}
      </Loaded>
    </AdminFrame>
  );
}

function Row({ instance, ended }: { instance: InstanceItem; ended: boolean }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <li className="rounded-lg border border-line p-3">
      <InstanceHead instance={instance} />
      <div className="flex flex-wrap gap-1">
        <Button size="sm" variant="ghost" aria-expanded={open} onClick={() => setOpen(!open)}><ChevronDown className={cn("transition-transform", open && "rotate-180")} />{t("tasks.details")}</Button>
        {instance.mayOperate && !ended && <InstanceMigration instance={instance} />}
      </div>
      {instance.incidents > 0 && <Incidents instance={instance} />}
      {open && <InstanceDetails id={instance.id} />}
    </li>
  );
}

function Incidents({ instance }: { instance: InstanceItem }) {
  const { data } = useInstance(instance.id);
  return <div className="mt-2 grid gap-2">{data?.openIncidents.map((incident) => <Notice key={incident.id} tone="danger">{incident.label}: {incident.message} {incident.remedy}</Notice>)}</div>;
}
