"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CirclePause, Timer, TimerOff } from "lucide-react";
import { api } from "../data/api";
import { useMoment } from "../i18n/moment";
import { useT } from "../i18n/provider";
import { cn } from "../ui/cn";
import { useSpan } from "./use-span";

export interface Clock {
  readonly clock: string;
  readonly label: string;
  readonly calendar: string;
  readonly status: "running" | "paused" | "stopped";
  readonly dueAt: string;
  readonly breached: boolean;
  readonly warned: boolean;
  readonly left: number;
}

/** Clocks of a record: how much working time is left, what stands still, what is over its term. `version` asks anew after a change. */
export function ClockChips({ entity, id, version }: { entity: string; id: string; version: number }) {
  const { data } = useQuery({
    queryKey: ["clocks", entity, id, version], refetchInterval: 60_000, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api<{ items: readonly Clock[] }>(`/records/${entity}/${id}/clocks`, { signal }),
  });
  if (!data?.items.length) return null;
  return <ul className="mb-3 flex flex-wrap gap-1.5">{data.items.map((clock) => <Chip key={clock.clock} {...clock} />)}</ul>;
}

function Chip({ label, calendar, status, dueAt, breached, warned, left }: Clock) {
  const t = useT();
  const span = useSpan();
  const moment = useMoment();
  const words = status === "stopped" ? t(breached ? "clock.late" : "clock.inTime") : status === "paused" ? t("clock.paused", { time: span(left) }) : left < 0 ? t("clock.over", { time: span(-left) }) : t("clock.left", { time: span(left) });
  const Sign = status === "paused" ? CirclePause : breached ? TimerOff : Timer;
  const due = moment(dueAt);
  return (
    <li
      title={t("clock.hint", { due, calendar })}
      className={cn("inline-flex h-6 items-center gap-1.5 rounded-full border px-2.5 text-xs tabular-nums [&_svg]:size-3.5", breached ? "border-transparent bg-danger-soft text-danger-ink" : warned && status !== "stopped" ? "border-transparent bg-warning-soft text-warning-ink" : "border-line text-ink-2")}
    >
      <Sign aria-hidden />
      <span className="font-medium">{label}</span>
      <span>{words}</span>
    </li>
  );
}

/** A clock in a row of a list: what is left, and of what when one points at it. One that ended in time says nothing. */
export function ClockSign({ label, status, dueAt, calendar, breached, warned, left }: Clock) {
  const t = useT();
  const span = useSpan();
  const moment = useMoment();
  if (status === "stopped" && !breached) return null;
  const Sign = status === "paused" ? CirclePause : breached ? TimerOff : Timer;
  const due = moment(dueAt);
  const words = status === "stopped" ? t("clock.late") : status === "paused" ? t("clock.paused", { time: span(left) }) : left < 0 ? t("clock.over", { time: span(-left) }) : t("clock.left", { time: span(left) });
  return (
    <span title={`${label}: ${words}. ${t("clock.hint", { due, calendar })}`} aria-label={`${label}: ${words}`} role="img" className={cn("inline-flex h-5 items-center gap-1 rounded-full px-1.5 text-[11px] tabular-nums [&_svg]:size-3", breached ? "bg-danger-soft text-danger-ink" : warned && status !== "stopped" ? "bg-warning-soft text-warning-ink" : "bg-sunken text-ink-2")}>
      <Sign aria-hidden />
      <span aria-hidden>{status === "stopped" ? t("clock.late") : span(Math.abs(left))}</span>
    </span>
  );
}
