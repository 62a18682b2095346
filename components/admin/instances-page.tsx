"use client";
import { ChevronDown, Workflow } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useMemo, useState } from "react";
import { useModel } from "../data/model";
import { useInstance, useInstances, type InstanceItem } from "../data/processes";
import { untitled } from "../data/untitled";
import { useLocale, useT } from "../i18n/provider";
import { InstanceHead } from "../tasks/instance-head";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { EmptyState, Notice } from "../ui/states";
import { AdminFrame } from "./admin-frame";
import { askedOf, readInstanceFilter, writeInstanceFilter, type InstanceFilter } from "./instance-filter";
import { InstanceFilters } from "./instance-filters";
import { InstanceMigration } from "./instance-migration";
import { Loaded } from "./parts";

const InstanceDetails = dynamic(() => import("./instance-details").then((module) => module.InstanceDetails), { ssr: false, loading: () => <Skeleton className="mt-3 h-72" /> });

/** The filter in the address. */
function useInstanceFilter(): readonly [InstanceFilter, (change: Partial<InstanceFilter>) => void] {
  const search = useSearchParams();
  const filter = useMemo(() => readInstanceFilter(new URLSearchParams(search)), [search]);
  const change = (next: Partial<InstanceFilter>) => {
    const query = writeInstanceFilter({ ...readInstanceFilter(new URLSearchParams(window.location.search)), ...next });
    // The history API keeps Next's router informed without asking the server for the page again.
    window.history.replaceState(null, "", query ? `?${query}` : window.location.pathname);
  };
  return [filter, change];
}

/** Instances of the processes one may operate, with what stopped them. */
export default function InstancesPage() {
  const t = useT();
  const processes = (useModel().parts.process ?? []).filter(({ mayOperate }) => mayOperate);
  const { timeZone } = useLocale();
  const [filter, change] = useInstanceFilter();
  const query = useInstances(askedOf(filter, timeZone));
  return (
    <AdminFrame section="instances">
      <InstanceFilters processes={processes} filter={filter} onChange={change} />
      <Loaded query={query} isEmpty={({ pages }) => pages[0]?.items.length === 0} empty={<EmptyState icon={<Workflow />} title={t("tasks.noInstances")} text={t("tasks.noProcessText")} />}>
        {({ pages }) => (
          <>
            <ul aria-label={t("tasks.instances")} className="grid grid-cols-1 gap-2">{pages.flatMap(({ items }) => items).map((instance) => <Row key={instance.id} instance={instance} />)}</ul>
            {query.hasNextPage && <Button className="mt-3" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t("admin.instance.showMore")}</Button>}
          </>
        )}
      </Loaded>
    </AdminFrame>
  );
}

function Row({ instance }: { instance: InstanceItem }) {
  const t = useT();
  const { entities } = useModel();
  const { record } = instance;
  const [open, setOpen] = useState(false);
  return (
    <li className="rounded-lg border border-line p-3">
      <InstanceHead instance={instance} />
      <div className="flex flex-wrap items-center gap-1">
        {record && <Link href={`/${record.entity}/${record.id}?tab=processes`} prefetch={false} className="mr-1 min-w-0 truncate text-sm text-accent-ink hover:underline">{record.title || untitled(entities[record.entity]?.label ?? "", record.id)}</Link>}
        <Button size="sm" variant="ghost" aria-expanded={open} onClick={() => setOpen(!open)}><ChevronDown className={cn("transition-transform", open && "rotate-180")} />{t("tasks.details")}</Button>
        {instance.mayOperate && (instance.status === "running" || instance.status === "suspended") && <InstanceMigration instance={instance} />}
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
