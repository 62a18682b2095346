"use client";
import { ListChecks } from "lucide-react";
import { useMoment } from "../i18n/moment";
import { useT } from "../i18n/provider";
import { Badge, type Tone } from "../ui/badge";
import { EmptyState } from "../ui/states";
import { AdminFrame } from "./admin-frame";
import { AdminTable, Loaded } from "./parts";
import { useAdmin, type Titled } from "./use-admin";

interface Jobs {
  readonly items: readonly { readonly id: string; readonly state: State; readonly owner: Titled | null; readonly entityLabel: string | null; readonly createdAt: string; readonly finishedAt: string | null }[];
  readonly schedules: readonly { readonly report: string; readonly label: string; readonly dueAt: string }[];
}

type State = "waiting" | "running" | "done" | "failed" | "cancelled" | "undone";
const TONES: Readonly<Record<State, Tone>> = { waiting: "gray", running: "blue", done: "green", failed: "red", cancelled: "gray", undone: "yellow" };

/** Imports of everybody, and when reports are sent. */
export default function JobsPage() {
  const t = useT();
  const moment = useMoment();
  const query = useAdmin<Jobs>("/admin/jobs");
  return (
    <AdminFrame section="jobs">
      <Loaded query={query} isEmpty={({ items, schedules }) => items.length + schedules.length === 0} empty={<EmptyState icon={<ListChecks />} title={t("admin.noJobs")} text={t("admin.noJobsText")} />}>
        {({ items, schedules }) => (
          <div className="grid gap-6">
            {items.length > 0 && (
              <AdminTable
                label={t("admin.jobs")} rows={items} keyOf={(job) => job.id}
                columns={[
                  { label: t("admin.kind"), cell: (job) => <span className="font-medium">{t("import.title")}{job.entityLabel ? ` · ${job.entityLabel}` : ""}</span> },
                  { label: t("admin.status"), cell: (job) => <Badge tone={TONES[job.state]}>{t(`admin.job.${job.state}`)}</Badge> },
                  { label: t("admin.person"), cell: (job) => job.owner?.title ?? "—" },
                  { label: t("admin.when"), className: "whitespace-nowrap text-ink-3", cell: (job) => moment(job.createdAt) },
                ]}
              />
            )}
            {schedules.length > 0 && (
              <section aria-label={t("admin.schedules")}>
                <h2 className="mb-2 text-base font-semibold">{t("admin.schedules")}</h2>
                <AdminTable label={t("admin.schedules")} rows={schedules} keyOf={(one) => one.report} columns={[{ label: t("admin.report"), cell: (one) => one.label }, { label: t("admin.due"), cell: (one) => moment(one.dueAt) }]} />
              </section>
            )}
          </div>
        )}
      </Loaded>
    </AdminFrame>
  );
}
