"use client";
import { useProcessChange, type InstanceItem, type InstanceStatus } from "../data/processes";
import { useMoment } from "../i18n/moment";
import { useT } from "../i18n/provider";
import { Badge, type Tone } from "../ui/badge";
import { Button } from "../ui/button";

const TONES: Readonly<Record<InstanceStatus, Tone>> = { running: "blue", suspended: "yellow", completed: "green", terminated: "gray", failed: "red", cancelled: "gray" };

/** Which process it is, where it stands, and what an operator may do. */
export function InstanceHead({ instance }: { instance: InstanceItem }) {
  const t = useT();
  const moment = useMoment();
  const change = useProcessChange();
  const operate = (what: string) => change.mutate({ path: `/processes/instances/${instance.id}/operations`, body: { do: what } });
  const open = instance.status === "running" || instance.status === "suspended";
  const places = [...new Set(instance.at.map(({ label }) => label))].join(", ");
  return (
    <div className="flex flex-wrap items-center gap-2 text-sm">
      <span className="font-semibold">{instance.process.label}</span>
      <Badge tone={TONES[instance.status]}>{t(`tasks.status.${instance.status}`)}</Badge>
      {instance.incidents > 0 && <Badge tone="red">{t("tasks.incidents", { count: instance.incidents })}</Badge>}
      <span className="min-w-0 flex-1 truncate text-ink-3 max-sm:order-last max-sm:basis-full">
        {places && `${places} · `}{instance.startedBy?.title} {moment(instance.startedAt)}
      </span>
      {instance.mayOperate && open && (
        <span className="flex gap-1 max-sm:ml-auto">
          {instance.incidents > 0 && <Button size="sm" variant="primary" disabled={change.isPending} onClick={() => operate("retry")}>{t("tasks.retry")}</Button>}
          <Button size="sm" variant="ghost" disabled={change.isPending} onClick={() => operate(instance.status === "suspended" ? "resume" : "suspend")}>{t(instance.status === "suspended" ? "tasks.resume" : "tasks.suspend")}</Button>
        </span>
      )}
    </div>
  );
}
