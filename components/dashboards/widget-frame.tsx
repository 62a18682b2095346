"use client";
import { ChartColumn, Download, Ellipsis, FileDown, Image, List, Table2, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useCallback, useId, useRef, useState, type ReactNode } from "react";
import type { Condition } from "../../runtime/expressions/condition";
import { drillCondition } from "../../runtime/widgets/drill";
import type { WidgetKindName } from "../../runtime/widgets/index";
import { useEntity } from "../data/model";
import { useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../ui/menu";
import type { Picture } from "./charts/chart";
import { listHref } from "./dashboard-state";
import { DataTable } from "./data-table";
import type { WidgetAnswer, WidgetSpec } from "./types";
import { useFeel } from "./use-words";
import { widgetUi } from "./widgets";

interface FrameProps {
  kind: WidgetKindName;
  spec: WidgetSpec;
  answer: WidgetAnswer | undefined;
  /** What the person chose besides the widget's own filter. */
  chosen?: readonly Condition[];
  onRetry?(): void;
  /** Address of a file with its data, where that may be taken out. */
  fileHref?(format: "csv" | "xlsx"): string;
  /** In the builder: nothing inside leads away, and the heading has handles. */
  editing?: { handle: ReactNode; selected: boolean };
}

/** One tile: heading, menu, and what there is to show: data, a skeleton, nothing, or what went wrong. */
export function WidgetFrame({ kind, spec, answer, chosen = NONE, onRetry, fileHref, editing }: FrameProps) {
  const t = useT();
  const heading = useId();
  const picture = useRef<Picture>(null);
  const [asTable, setAsTable] = useState(false);
  const entity = useEntity(spec.entity);
  const { feel, timeZone } = useFeel(entity);
  const ui = widgetUi(kind);
  const hrefOf = useCallback(
    (keys: readonly unknown[]): string | undefined => {
      if (!entity || editing) return undefined;
      const period = kind === "number" ? periodOf(spec, chosen) : undefined;
      return listHref(entity, spec.list, [spec.filter, ...chosen, period, drillCondition(spec.groupBy, keys, { feel, timeZone })]);
    },
    // `feel` only reads the model, which is the page's.
    [entity, editing, kind, spec, chosen, timeZone],
  );
  const savePicture = () => {
    const data = picture.current?.png();
    if (!data) return;
    const link = document.createElement("a");
    link.href = data;
    link.download = `${spec.label}.png`;
    link.click();
  };
  const data = answer?.data;
  const View = asTable && ui.isChart ? DataTable : ui.View;
  return (
    <section aria-labelledby={heading} aria-busy={!answer && spec.entity !== undefined} className={cn("flex h-full min-h-0 min-w-0 flex-col rounded-lg border border-line bg-raised shadow-low", editing?.selected && "border-accent ring-1 ring-accent")}>
      <header className="flex h-10 shrink-0 items-center gap-1 pr-1.5 pl-3.5">
        {editing?.handle}
        <h2 id={heading} className="line-clamp-2 min-w-0 flex-1 text-sm leading-4 font-medium text-ink-2 sm:line-clamp-1" title={spec.label}>
          {spec.label}
        </h2>
        {!editing && entity && (
          <>
            {ui.isChart && (
              <Button variant="ghost" size="iconSm" aria-pressed={asTable} aria-label={asTable ? t("dashboard.asChart", { label: spec.label }) : t("dashboard.asTable", { label: spec.label })} onClick={() => setAsTable(!asTable)}>
                {asTable ? <ChartColumn /> : <Table2 />}
              </Button>
            )}
            <Menu>
              <MenuTrigger asChild>
                <Button variant="ghost" size="iconSm" aria-label={t("dashboard.widgetMenu", { label: spec.label })}>
                  <Ellipsis />
                </Button>
              </MenuTrigger>
              <MenuContent>
                <MenuItem asChild>
                  <Link href={hrefOf([]) ?? `/${entity.name}`} prefetch={false}>
                    <List />
                    {t("dashboard.openRecords")}
                  </Link>
                </MenuItem>
                {ui.isChart && !asTable && (
                  <MenuItem onSelect={savePicture}>
                    <Image />
                    {t("dashboard.png")}
                  </MenuItem>
                )}
                {fileHref && entity.rights.export && (
                  <>
                    <MenuItem asChild>
                      <a href={fileHref("csv")} download>
                        <Download />
                        {t("dashboard.csv")}
                      </a>
                    </MenuItem>
                    <MenuItem asChild>
                      <a href={fileHref("xlsx")} download>
                        <FileDown />
                        {t("dashboard.xlsx")}
                      </a>
                    </MenuItem>
                  </>
                )}
              </MenuContent>
            </Menu>
          </>
        )}
      </header>
      <div className="min-h-0 flex-1">
        {answer?.problem ? (
          <Problem message={answer.problem.message} remedy={answer.problem.remedy} onRetry={onRetry} />
        ) : spec.entity === undefined ? (
          <View spec={spec} data={WORDS} hrefOf={hrefOf} />
        ) : !data ? (
          <Skeletons kind={kind} />
        ) : ui.isEmpty?.({ data }) ? (
          <p className="flex h-full items-center justify-center px-4 pb-6 text-center text-sm text-ink-3">{t("dashboard.empty")}</p>
        ) : (
          <View spec={spec} data={data} hrefOf={hrefOf} picture={picture} />
        )}
      </div>
    </section>
  );
}

const NONE: readonly Condition[] = [];
const WORDS = { shape: "text" } as const;

/** The period of a number that has its own, when no filter of the dashboard gives one. */
function periodOf({ options }: WidgetSpec, chosen: readonly Condition[]): Condition | undefined {
  const { date, period } = options;
  if (typeof date !== "string" || typeof period !== "string") return undefined;
  return chosen.some((one) => "field" in one && one.field === date && one.op === "within") ? undefined : { field: date, op: "within", value: period };
}

/** Calm: one widget that fails is no reason to alarm. */
function Problem({ message, remedy, onRetry }: { message: string; remedy?: string; onRetry?(): void }) {
  const t = useT();
  return (
    <div role="status" className="flex h-full flex-col items-center justify-center gap-1 overflow-y-auto px-4 pb-4 text-center">
      <TriangleAlert className="size-5 shrink-0 text-warning-ink" aria-hidden />
      <p className="text-sm font-medium">{t("dashboard.failed")}</p>
      <p className="text-xs text-ink-3">{[message, remedy].filter(Boolean).join(" ")}</p>
      {onRetry && (
        <Button variant="ghost" size="sm" onClick={onRetry}>
          {t("common.retry")}
        </Button>
      )}
    </div>
  );
}

/** Percent. */
const SKELETON_BARS = [45, 70, 55, 90, 35, 60];

function Skeletons({ kind }: { kind: WidgetKindName }) {
  if (kind === "number") return <div className="grid gap-2.5 px-3.5"><Skeleton className="h-8 w-2/5" /><Skeleton className="h-5" /></div>;
  if (kind === "table" || kind === "list" || kind === "pivot") return <div className="grid gap-3 px-3.5">{SKELETON_BARS.map((width) => <Skeleton key={width} style={{ width: `${width}%` }} />)}</div>;
  return <div className="flex h-full items-end gap-2 px-3.5 pb-3.5">{SKELETON_BARS.map((height) => <Skeleton key={height} className="h-auto flex-1" style={{ height: `${height}%` }} />)}</div>;
}
