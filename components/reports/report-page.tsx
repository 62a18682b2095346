"use client";
import { useQuery } from "@tanstack/react-query";
import { CalendarClock, Download, FileDown, Pencil } from "lucide-react";
import type { ClientReport } from "../../runtime/model/kinds/report/model";
import type { WidgetData } from "../../runtime/widgets/widget";
import Link from "next/link";
import { api } from "../data/api";
import { useEntity, useModel } from "../data/model";
import { PageBody } from "../dashboards/dashboard-page";
import { mayBuild } from "../dashboards/may-build";
import { WidgetFrame } from "../dashboards/widget-frame";
import type { WidgetAnswer } from "../dashboards/types";
import { useT } from "../i18n/provider";
import { PageBar } from "../layout/page-bar";
import { Button } from "../ui/button";

/** A report: chart, then the table of the same facts. The page has made sure that there is one. */
export function ReportPage({ name }: { name: string }) {
  const { parts } = useModel();
  const report = parts.report.find((one) => one.name === name);
  return report ? <Report report={report} /> : null;
}

function Report({ report }: { report: ClientReport }) {
  const t = useT();
  const { revision, system } = useModel();
  const entity = useEntity(report.entity);
  const { data, error, refetch } = useQuery({
    queryKey: ["records", "(report)", report.name, revision],
    queryFn: ({ signal }) => api<{ data: WidgetData }>(`/reports/${report.name}/data`, { method: "POST", body: {}, signal }),
  });
  const answer: WidgetAnswer | undefined = data ?? (error ? { problem: { code: "network", message: error.message } } : undefined);
  const fileHref = (format: "csv" | "xlsx") => `/api/v1/reports/${report.name}/${format}`;
  const grouped = report.columns.length === 0;
  return (
    <>
      <PageBar titled crumbs={[{ label: t("dashboard.all"), href: "/dashboards" }, { label: report.label }]}>
        {entity?.rights.export && (
          <>
            <Button asChild variant="ghost">
              <a href={fileHref("csv")} download>
                <Download />
                <span className="max-sm:sr-only">{t("dashboard.csv")}</span>
              </a>
            </Button>
            <Button asChild variant="ghost">
              <a href={fileHref("xlsx")} download>
                <FileDown />
                <span className="max-sm:sr-only">{t("dashboard.xlsx")}</span>
              </a>
            </Button>
          </>
        )}
        {mayBuild(system) && (
          <Button asChild variant="ghost" size="icon">
            <Link href={`/reports/${report.name}/edit`} aria-label={t("report.edit")}>
              <Pencil />
            </Link>
          </Button>
        )}
      </PageBar>
      <PageBody>
        <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-lg font-semibold tracking-tight">{report.label}</h1>
          {report.schedule && (
            <span className="inline-flex items-center gap-1.5 text-xs text-ink-3">
              <CalendarClock className="size-3.5" aria-hidden />
              {t("report.scheduled")}
            </span>
          )}
          {report.description && <p className="w-full text-sm text-ink-2">{report.description}</p>}
        </div>
        <div className="flex flex-col gap-3">
          {grouped && report.chart && (
            <div className="h-80">
              <WidgetFrame kind={report.chart} spec={report} answer={answer} onRetry={() => void refetch()} />
            </div>
          )}
          <div className={grouped && report.chart ? "h-96" : "h-[calc(100dvh-12rem)] min-h-80"}>
            <WidgetFrame kind={grouped ? "pivot" : "table"} spec={report} answer={answer} onRetry={() => void refetch()} />
          </div>
        </div>
      </PageBody>
    </>
  );
}
