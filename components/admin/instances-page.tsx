"use client";
import { Workflow } from "lucide-react";
import { useState } from "react";
import { useInstance, useInstances, type InstanceItem } from "../data/processes";
import { useT } from "../i18n/provider";
import { InstanceHead } from "../tasks/instance-head";
import { NativeSelect } from "../ui/input";
import { EmptyState, Notice } from "../ui/states";
import { AdminFrame } from "./admin-frame";
import { InstanceMigration } from "./instance-migration";
import { Loaded } from "./parts";

const STATUSES = ["open", "incident", "suspended", "ended"] as const;

/** Instances of the processes one may operate, with what stopped them. */
export default function InstancesPage() {
  const t = useT();
  const [status, setStatus] = useState("open");
  const query = useInstances(status);
  return (
    <AdminFrame section="instances" actions={<NativeSelect aria-label={t("tasks.state")} className="w-auto" value={status} onValueChange={setStatus}>{STATUSES.map((one) => <option key={one} value={one}>{t(`tasks.filter.${one}`)}</option>)}</NativeSelect>}>
      <Loaded query={query} isEmpty={({ items }) => items.length === 0} empty={<EmptyState icon={<Workflow />} title={t("tasks.noInstances")} text={t("tasks.noProcessText")} />}>
        {({ items }) => <ul aria-label={t("tasks.instances")} className="grid grid-cols-1 gap-2">{items.map((instance) => <li key={instance.id} className="rounded-lg border border-line p-3"><InstanceHead instance={instance} />{instance.mayOperate && status !== "ended" && <InstanceMigration instance={instance} />}{instance.incidents > 0 && <Incidents instance={instance} />}</li>)}</ul>}
      </Loaded>
    </AdminFrame>
  );
}

function Incidents({ instance }: { instance: InstanceItem }) {
  const { data } = useInstance(instance.id);
  return <div className="mt-2 grid gap-2">{data?.openIncidents.map((incident) => <Notice key={incident.id} tone="danger">{incident.label}: {incident.message} {incident.remedy}</Notice>)}</div>;
}
