"use client";
import { FileChartColumn, Redo2, Settings2, Trash2, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { ApiError } from "../../data/api";
import { useModel } from "../../data/model";
import { freeId, nameOf } from "../../dashboards/builder/document";
import { useDocument, usePreview, useSource } from "../../dashboards/builder/use-builder";
import { WidgetFrame } from "../../dashboards/widget-frame";
import { useT } from "../../i18n/provider";
import { PageBar } from "../../layout/page-bar";
import { usePublishing } from "../../publishing/use-publishing";
import { LeaveGuard } from "../../records/leave-guard";
import { Skeleton } from "../../ui/badge";
import { Button } from "../../ui/button";
import type { Choice } from "../../ui/combobox";
import { Confirm } from "../../ui/confirm";
import { Dialog, SheetContent } from "../../ui/dialog";
import { EmptyState, Notice } from "../../ui/states";
import { useToast } from "../../ui/toast";
import { previewOf, reshape, type DraftReport } from "./document";
import { ReportPanel } from "./report-panel";

/** Builds a report: an existing one (`name`), or a new one. */
export default function ReportBuilderPage({ name }: { name?: string }) {
  const t = useT();
  const { entities } = useModel();
  const source = useSource<DraftReport>("report", name);
  const first = useMemo((): DraftReport | undefined => {
    if (!source.isReady) return undefined;
    if (source.view?.document) return source.view.document;
    const entity = Object.values(entities).find((one) => one.rights.read && !one.system && !one.parent);
    const empty: DraftReport = { id: "", name: "", label: t("report.untitled") };
    return entity ? reshape(empty, "bar", entity) : empty;
    // Words are those of the page.
  }, [source.isReady]);
  if (source.error) return <EmptyState icon={<FileChartColumn />} title={t("dashboard.failed")} text={source.error.message} />;
  if (!first) return <><PageBar crumbs={[{ label: t("dashboard.all"), href: "/dashboards" }]} /><div className="grid gap-3 p-4"><Skeleton className="h-10 w-1/3" /><Skeleton className="h-64" /></div></>;
  return <ReportBuilder first={first} isNew={!name} names={source.names} roles={source.roles} mayDelete={source.mayDelete} base={name === undefined ? undefined : source.view?.revision} />;
}

interface BuilderProps {
  first: DraftReport;
  isNew: boolean;
  names: readonly string[];
  roles: readonly Choice[];
  mayDelete: boolean;
  /** The revision it began from; undefined for a new one. */
  base: number | undefined;
}

function ReportBuilder({ first, isNew, names, roles, mayDelete, base }: BuilderProps) {
  const t = useT();
  const router = useRouter();
  const toast = useToast();
  const { document, change, undo, redo, canUndo, canRedo } = useDocument(first);
  const { publish: send, questions } = usePublishing();
  const [panel, setPanel] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(isNew ? undefined : first);
  const [problems, setProblems] = useState<readonly string[]>([]);
  // The name of a new report follows its title until it is saved.
  const report = useMemo<DraftReport>(() => {
    const name = document.name || freeId(nameOf(document.label, "report"), names);
    return { ...document, name, id: document.id || name };
  }, [document, names]);
  const draft = useMemo(() => previewOf(report), [report]);
  const preview = usePreview(draft, "main");

  const publish = async (next: DraftReport | null, done: string, to: string) => {
    setBusy(true);
    try {
      const outcome = await send({ changes: [{ kind: "report", name: report.name, document: next }], ...(base !== undefined && { baseRevision: base }) });
      if (!outcome) return setBusy(false);
      setSaved(document);
      toast({ title: done, tone: "success" });
      router.push(to);
      router.refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblems(error.issues.length > 0 ? error.issues.map((issue) => issue.message) : [error.message]);
      setBusy(false);
    }
  };
  const settings = <ReportPanel report={report} roles={roles} onChange={({ name: _name, id: _id, ...next }) => change({ ...next, name: document.name, id: document.id })} />;
  const shown = preview.data?.dashboard?.tabs[0]?.widgets ?? [];
  return (
    <>
      {questions}
      <LeaveGuard dirty={document !== (saved ?? first) && !busy} />
      <PageBar crumbs={[{ label: t("dashboard.all"), href: "/dashboards" }, { label: report.label, href: isNew ? undefined : `/reports/${report.name}` }, { label: t("common.edit") }]}>
        <Button variant="ghost" size="icon" className="max-sm:hidden" aria-label={t("builder.undo")} disabled={!canUndo} onClick={undo}><Undo2 /></Button>
        <Button variant="ghost" size="icon" className="max-sm:hidden" aria-label={t("builder.redo")} disabled={!canRedo} onClick={redo}><Redo2 /></Button>
        {mayDelete && <Button variant="ghost" size="icon" className="text-danger-ink" aria-label={t("report.delete")} onClick={() => setDeleting(true)}><Trash2 /></Button>}
        <Button className="lg:hidden" onClick={() => setPanel(true)}><Settings2 /><span className="max-sm:sr-only">{t("builder.settings")}</span></Button>
        <Button variant="primary" disabled={busy} onClick={() => void publish(report, t("report.saved"), `/reports/${report.name}`)}>{t("common.save")}</Button>
      </PageBar>
      <div className="flex min-h-0 flex-1">
        <main id="content" className="scroll-thin min-w-0 flex-1 overflow-y-auto bg-sunken p-4 max-md:p-2.5">
          <h1 className="mb-3 text-lg font-semibold tracking-tight">{report.label}</h1>
          {problems.length > 0 && <Notice tone="danger" className="mb-3"><p className="font-medium">{t("builder.problems")}</p><ul className="list-disc pl-4">{problems.map((problem) => <li key={problem}>{problem}</li>)}</ul></Notice>}
          <div className="flex flex-col gap-3">
            {shown.map((widget) => (
              <div key={widget.id} className={shown.length > 1 && widget === shown[0] ? "h-80" : "h-96"}>
                <WidgetFrame kind={widget.kind} spec={widget} answer={preview.data?.widgets[widget.id]} onRetry={() => void preview.refetch()} />
              </div>
            ))}
            {preview.isPending && <Skeleton className="h-80" />}
            {(preview.error ?? (preview.data && shown.length === 0)) && <EmptyState icon={<FileChartColumn />} title={t("dashboard.failed")} text={preview.error?.message ?? t("report.incomplete")} />}
          </div>
        </main>
        <aside aria-label={t("builder.settings")} className="scroll-thin hidden w-80 shrink-0 overflow-y-auto border-l border-line bg-canvas p-4 lg:block">
          <h2 className="mb-3 text-base font-semibold">{t("report.one")}</h2>
          {settings}
        </aside>
      </div>
      <Dialog open={panel} onOpenChange={setPanel}><SheetContent title={t("report.one")}>{settings}</SheetContent></Dialog>
      <Confirm open={deleting} onOpenChange={setDeleting} danger title={t("builder.deleteTitle", { label: report.label })} text={t("builder.deleteText")} action={t("common.delete")} onConfirm={() => void publish(null, t("builder.deleted", { label: report.label }), "/dashboards")} />
    </>
  );
}
