"use client";
import { Download } from "lucide-react";
import { useMemo, useState } from "react";
import type { ProcessDefinition } from "../../../runtime/workflow/definition/types";
import { withPages } from "../../../runtime/workflow/edit/pages";
import { readDuration } from "../../../runtime/workflow/engine/timers";
import { matrixCsv, responsibilityMatrix, type Mark, type MatrixColumn } from "../../../runtime/workflow/responsibility/matrix";
import { AdminTable, Loaded } from "../../admin/parts";
import { useAdmin } from "../../admin/use-admin";
import { useSpan } from "../../clocks/use-span";
import { queryString } from "../../data/api";
import { useLocale, useT } from "../../i18n/provider";
import { PageBar } from "../../layout/page-bar";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { NativeSelect } from "../../ui/input";
import { EmptyState, Notice } from "../../ui/states";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../../ui/tabs";
import { Canvas } from "../canvas/canvas";
import type { Marks } from "../canvas/flow-model";
import { download } from "../download";
import { DesignerProvider, useShownProcess } from "../use-designer";
import { useFieldName } from "../use-person-name";
import { flowHeatOf, heatOf, type NodeFigure } from "./heat";

interface Figures {
  readonly process: { readonly label: string };
  readonly instances: { readonly begun: number; readonly ended: number; readonly median: number | null; readonly p95: number | null };
  readonly more: boolean;
  readonly nodes: readonly NodeFigure[];
  readonly flows: readonly { readonly flow: string; readonly from: string; readonly to: string; readonly label: string; readonly count: number; readonly median: number | null; readonly p95: number | null }[];
}

const PERIODS = { week: 7, month: 30, quarter: 91, year: 365, all: 0 } as const;
type Period = keyof typeof PERIODS;
const NOBODY = new Map<string, number>();
const NOWHERE = new Set<string>();
const nothing = () => undefined;

/** What a process has taken so far, on its drawing and as a table; and who answers for what in it. */
export default function FiguresPage({ name }: { name: string }) {
  const t = useT();
  const stored = useAdmin<{ document: ProcessDefinition | null }>(`/metadata/process/${name}`);
  const definition = useMemo(() => stored.data?.document && withPages(stored.data.document), [stored.data]);
  const label = definition?.label ?? name;
  return (
    <>
      <PageBar crumbs={[{ label: t("designer.processes"), href: "/admin/processes" }, { label, href: `/studio/processes/${name}` }, { label: t("figures.title") }]} />
      <main id="content" tabIndex={-1} className="scroll-thin min-h-0 flex-1 overflow-y-auto outline-none">
        <div className="mx-auto max-w-6xl px-6 py-5 max-md:px-3">
          <h1 className="mb-3 text-xl font-semibold break-words">{label}</h1>
          <Loaded query={stored}>
            {() => definition ? (
              <Tabs defaultValue="times">
                <TabsList aria-label={t("figures.title")}><TabsTrigger value="times">{t("figures.times")}</TabsTrigger><TabsTrigger value="matrix">{t("figures.matrix")}</TabsTrigger></TabsList>
                <TabsContent value="times" className="pt-4"><Times name={name} definition={definition} /></TabsContent>
                <TabsContent value="matrix" className="pt-4"><Matrix definition={definition} /></TabsContent>
              </Tabs>
            ) : <Notice tone="warning">{t("designer.gone")}</Notice>}
          </Loaded>
        </div>
      </main>
    </>
  );
}

/** Midnight so many days ago: the same address, and so the same answer, all day. */
const since = (days: number): string | undefined => (days === 0 ? undefined : new Date(new Date().setHours(0, 0, 0, 0) - days * 86_400_000).toISOString());

function Times({ name, definition }: { name: string; definition: ProcessDefinition }) {
  const t = useT();
  const span = useSpan("day");
  const { language } = useLocale();
  const number = new Intl.NumberFormat(language);
  const [period, setPeriod] = useState<Period>("month");
  const query = useAdmin<Figures>(`/processes/${name}/figures${queryString({ from: since(PERIODS[period]) })}`);
  const time = (ms: number | null): string => (ms === null ? "–" : span(ms));
  const right = "text-right tabular-nums whitespace-nowrap";
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <NativeSelect aria-label={t("figures.period")} className="w-auto" value={period} onValueChange={(next) => setPeriod(next as Period)}>{(Object.keys(PERIODS) as Period[]).map((one) => <option key={one} value={one}>{t(`figures.period.${one}`)}</option>)}</NativeSelect>
        {query.data && <p className="text-sm text-ink-2">{t("figures.instances", { begun: number.format(query.data.instances.begun), ended: number.format(query.data.instances.ended), median: time(query.data.instances.median), p95: time(query.data.instances.p95) })}</p>}
      </div>
      <Loaded query={query} isEmpty={({ instances }) => instances.begun === 0} empty={<EmptyState title={t("figures.none")} text={t("figures.noneText")} />}>
        {({ nodes, flows, more }) => (
          <>
            {more && <Notice tone="info">{t("figures.more")}</Notice>}
            <HeatMap definition={definition} nodes={nodes} flows={flows} />
            <AdminTable
              label={t("figures.steps")} keyOf={(one) => one.node} rows={[...nodes].filter(({ count, open }) => count + open > 0).sort((a, b) => b.total - a.total)}
              columns={[
                { label: t("figures.step"), cell: (one) => <span className="flex items-center gap-2 font-medium">{one.label}{one.bottleneck && <Badge tone="red">{t("figures.bottleneck")}</Badge>}</span> },
                { label: t("figures.count"), className: right, cell: (one) => <Told label={t("figures.count")} value={number.format(one.count)} /> },
                { label: t("figures.open"), className: right, cell: (one) => <Told label={t("figures.open")} value={number.format(one.open)} /> },
                { label: t("figures.median"), className: right, cell: (one) => <Told label={t("figures.median")} value={time(one.median)} /> },
                { label: t("figures.p95"), className: right, cell: (one) => <Told label={t("figures.p95")} value={time(one.p95)} /> },
                { label: t("figures.waiting"), className: right, cell: (one) => <Told label={t("figures.waiting")} value={time(one.waiting)} /> },
                { label: t("figures.working"), className: right, cell: (one) => <Told label={t("figures.working")} value={time(one.working)} /> },
                { label: t("figures.norm"), className: right, cell: (one) => <Told label={t("figures.norm")} value={one.norm === null ? "–" : span(readDuration(one.norm)?.ms ?? 0)} /> },
                { label: t("figures.overdue"), className: right, cell: (one) => <Told label={t("figures.overdue")} value={one.withTerm > 0 ? t("figures.of", { count: number.format(one.overdue), all: number.format(one.withTerm) }) : "–"} /> },
              ]}
            />
            <AdminTable
              label={t("figures.ways")} keyOf={(one) => one.flow} rows={flows.filter(({ count }) => count > 0)}
              columns={[
                { label: t("figures.way"), cell: (one) => <span className="font-medium">{labelOf(nodes, one.from)} → {labelOf(nodes, one.to)}{one.label && <span className="font-normal text-ink-3"> · {one.label}</span>}</span> },
                { label: t("figures.count"), className: right, cell: (one) => <Told label={t("figures.count")} value={number.format(one.count)} /> },
                { label: t("figures.median"), className: right, cell: (one) => <Told label={t("figures.median")} value={time(one.median)} /> },
                { label: t("figures.p95"), className: right, cell: (one) => <Told label={t("figures.p95")} value={time(one.p95)} /> },
              ]}
            />
            <p className="text-xs text-ink-3">{t("figures.hint")}</p>
          </>
        )}
      </Loaded>
    </div>
  );
}

/** A figure; on a phone, where the table has no heads, with its name. */
function Told({ label, value }: { label: string; value: string }) {
  return <span className={cn(value === "–" && "max-sm:hidden")}><span className="text-xs text-ink-3 sm:hidden">{label} </span>{value}</span>;
}

const labelOf = (nodes: readonly NodeFigure[], id: string): string => nodes.find(({ node }) => node === id)?.label ?? id;

function HeatMap({ definition, nodes, flows }: { definition: ProcessDefinition } & Pick<Figures, "nodes" | "flows">) {
  const t = useT();
  const shown = useShownProcess(definition);
  const span = useSpan("day");
  const time = (ms: number | null): string => (ms === null ? "–" : span(ms));
  const title = ({ median, p95, norm, waiting, working }: NodeFigure): string => t("figures.heatTitle", { median: time(median), p95: time(p95), norm: norm === null ? "–" : time(readDuration(norm)?.ms ?? null), waiting: time(waiting), working: time(working) });
  const marks = useMemo<Marks>(() => ({ tokens: NOBODY, visited: NOWHERE, heat: heatOf(nodes, span, title), flowHeat: flowHeatOf(flows) }), [nodes, flows, span]);
  return <DesignerProvider value={shown}><div className="flex h-96 overflow-hidden rounded-lg border border-line max-sm:h-72"><Canvas marks={marks} onOpen={nothing} /></div></DesignerProvider>;
}

const LETTERS: Readonly<Record<Mark, string>> = { does: "R", approves: "A", told: "I" };
const TONES = { does: "blue", approves: "purple", told: "gray" } as const;

function Matrix({ definition }: { definition: ProcessDefinition }) {
  const t = useT();
  const matrix = useMemo(() => responsibilityMatrix(definition), [definition]);
  const roles = useAdmin<{ items: readonly { name: string; label: string }[] }>("/roles");
  const field = useFieldName(definition);
  const columnName = ({ kind, value }: MatrixColumn): string => {
    if (kind === "role") return roles.data?.items.find(({ name }) => name === value)?.label ?? value;
    if (kind === "superior" || kind === "unitHead") return value ? `${t(`figures.who.${kind}`)}: ${field(value)}` : t(`figures.who.${kind}`);
    if (kind === "field") return field(value);
    return kind === "lane" || kind === "address" || value ? value : t(`figures.who.${kind}` as "figures.who.starter");
  };
  const save = () => download(`\uFEFF${matrixCsv(matrix, { step: t("figures.step"), lane: t("designer.set.lane"), column: columnName, mark: (mark) => LETTERS[mark] })}`, `${definition.name}.csv`, "text/csv;charset=utf-8");
  if (matrix.rows.length === 0) return <EmptyState title={t("figures.nobody")} text={t("figures.nobodyText")} />;
  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="flex flex-1 flex-wrap gap-x-4 gap-y-1 text-sm text-ink-2">{(Object.keys(LETTERS) as Mark[]).map((mark) => <span key={mark}><Badge tone={TONES[mark]}>{LETTERS[mark]}</Badge> {t(`figures.mark.${mark}`)}</span>)}</p>
        <Button onClick={save}><Download />{t("figures.csv")}</Button>
      </div>
      <div className="scroll-thin overflow-x-auto rounded-lg border border-line" role="region" aria-label={t("figures.matrix")} tabIndex={0}>
        <table className="w-full text-sm">
          <thead><tr className="border-b border-line bg-sunken text-left text-xs text-ink-3"><th scope="col" className="h-8 px-3 font-medium">{t("figures.step")}</th>{matrix.columns.map((one) => <th key={one.id} scope="col" className="px-3 text-center font-medium whitespace-nowrap">{columnName(one)}</th>)}</tr></thead>
          <tbody>
            {matrix.rows.map((row) => (
              <tr key={row.node} className="border-b border-line last:border-b-0 hover:bg-hover">
                <th scope="row" className="px-3 py-1.5 text-left font-medium">{row.label}{row.lane && <span className="block text-xs font-normal text-ink-3">{row.lane}</span>}</th>
                {matrix.columns.map(({ id }) => <td key={id} className="px-3 text-center">{row.marks[id] && <Badge tone={TONES[row.marks[id]]} title={t(`figures.mark.${row.marks[id]}`)}>{LETTERS[row.marks[id]]}</Badge>}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
