"use client";
import { LayoutDashboard, Plus, Redo2, Settings2, Trash2, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import type { Place } from "../../../runtime/widgets/layout";
import type { WidgetKindName } from "../../../runtime/widgets/index";
import { api, ApiError, queryString } from "../../data/api";
import { useModel } from "../../data/model";
import { PHONE, useMedia } from "../../data/use-media";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { PageBar } from "../../layout/page-bar";
import { useHistoryKeys } from "../../layout/use-history-keys";
import { usePublishing } from "../../publishing/use-publishing";
import { LeaveGuard } from "../../records/leave-guard";
import { Skeleton } from "../../ui/badge";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import type { Choice } from "../../ui/combobox";
import { Confirm } from "../../ui/confirm";
import { Dialog, SheetContent } from "../../ui/dialog";
import { RequiredInput } from "../../ui/required-input";
import { EmptyState, Notice } from "../../ui/states";
import { useToast } from "../../ui/toast";
import { DashboardPanel } from "./dashboard-panel";
import { addTab, addWidget, copyWidget, freeId, nameOf, placeWidget, removeTab, removeWidget, renameTab, replaceWidget, type DraftDashboard } from "./document";
import { EditGrid } from "./edit-grid";
import { Gallery } from "./gallery";
import { useDocument, usePreview, useSource, type Module } from "./use-builder";
import { WidgetPanel } from "./widget-panel";

/** Builds a dashboard: an existing one (`name`), a copy (`from`), or a new one. */
export default function BuilderPage({ name, from, module }: { name?: string; from?: string; /** The module a new one is a part of. */ module?: string }) {
  const t = useT();
  const source = useSource<DraftDashboard>("dashboard", name ?? from);
  const first = useMemo(() => {
    if (!source.isReady) return undefined;
    const known = source.view?.draft?.document ?? source.view?.document;
    if (name && known) return known;
    if (from && known) return { ...known, label: t("builder.copyOf", { label: known.label }), id: "", name: "", default: undefined };
    return { id: "", name: "", label: t("builder.untitled"), tabs: [{ id: "main", label: t("builder.firstTab"), widgets: [] }] };
    // Words are those of the page.
  }, [source.isReady]);
  if (source.error) return <EmptyState icon={<LayoutDashboard />} title={t("dashboard.failed")} text={source.error.message} />;
  if (!first) return <><PageBar crumbs={[{ label: t("dashboard.all"), href: "/dashboards" }]} /><div className="grid gap-3 p-4"><Skeleton className="h-10 w-1/3" /><Skeleton className="h-64" /></div></>;
  return <Builder first={first} isNew={!name} names={source.names} roles={source.roles} modules={source.modules} module={module ?? (source.view?.document === null ? source.view.pack : undefined)} mayDelete={source.mayDelete} base={name === undefined ? undefined : (source.view?.draft?.baseRevision ?? source.view?.revision)} hasDraft={source.view?.draft !== undefined} />;
}

interface BuilderProps {
  first: DraftDashboard;
  isNew: boolean;
  names: readonly string[];
  roles: readonly Choice[];
  /** Modules a new one may be a part of. */
  modules: readonly Module[];
  module: string | undefined;
  mayDelete: boolean;
  /** The revision it began from; undefined for a new one. */
  base: number | undefined;
  hasDraft: boolean;
}

function Builder({ first, isNew, names, roles, modules, module, mayDelete, base, hasDraft }: BuilderProps) {
  const t = useT();
  const router = useRouter();
  const toast = useToast();
  const phone = useMedia(PHONE);
  const { entities } = useModel();
  const { document, change, undo, redo, canUndo, canRedo } = useDocument(first);
  const [tab, setTab] = useState(first.tabs[0]!.id);
  const [selected, setSelected] = useState<string>();
  const [gallery, setGallery] = useState(false);
  const [panel, setPanel] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(first);
  const { publish: send, questions } = usePublishing();
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [dragging, setDragging] = useState<DraftDashboard>();

  // A name is given once, when a new dashboard is first saved.
  const [ownName, setOwnName] = useState(first.name);
  const [home, setHome] = useState(modules.some(({ value }) => value === module) ? module : undefined);
  const named = useMemo<DraftDashboard>(() => {
    const name = ownName || freeId(nameOf(document.label, "dashboard"), names);
    return { ...document, name, id: document.id || name };
  }, [document, ownName, names]);
  const now = dragging ?? named;
  const current = now.tabs.find((one) => one.id === tab) ?? now.tabs[0]!;
  const preview = usePreview(named, current.id);
  const shown = useMemo(() => new Map((preview.data?.dashboard?.tabs ?? []).flatMap((one) => one.widgets).map((widget) => [widget.id, widget] as const)), [preview.data]);
  const widget = current.widgets.find((one) => one.id === selected);
  const readable = Object.values(entities).filter((entity) => entity.rights.read && !entity.system && !entity.parent);

  useHistoryKeys({ undo, redo }, dragging !== undefined);

  // A part of a module looks at what is the module's own first.
  const own = modules.find(({ value }) => value === home)?.entities;
  const add = (kind: WidgetKindName) => {
    const [next, id] = addWidget(named, current.id, kind, t(`widget.${kind}` as MessageKey), entities[widget?.entity ?? ""] ?? readable.find(({ name }) => own?.includes(name)) ?? readable[0]);
    change(next);
    setSelected(id);
    setGallery(false);
    if (phone) setPanel(true);
  };
  const place = (id: string, at: Place, final: boolean) => {
    const next = placeWidget(named, current.id, id, at);
    if (!final) return setDragging(next);
    setDragging(undefined);
    if (JSON.stringify(next) !== JSON.stringify(named)) change(next);
  };
  const remember = () => {
    setOwnName(named.name);
    setSaved(document);
    setProblems([]);
  };
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblems(error.issues.length > 0 ? error.issues.map((issue) => issue.message) : [error.message]);
    } finally {
      setBusy(false);
    }
  };
  const save = () => attempt(async () => {
    const answer = await api<{ problems: readonly { message: string }[] }>(`/metadata/dashboard/${named.name}${queryString({ pack: home, baseRevision: base })}`, { method: "PUT", body: named });
    remember();
    setProblems(answer.problems.map(({ message }) => message));
    toast({ title: t("builder.saved"), tone: "success" });
  });
  const publish = () => attempt(async () => {
    if (!(await send({ changes: [{ kind: "dashboard", name: named.name, document: named, ...(home !== undefined && { pack: home }) }], ...(base !== undefined && { baseRevision: base }) }))) return;
    remember();
    toast({ title: t("builder.published"), tone: "success" });
    router.push(`/dashboards/${named.name}`);
    router.refresh();
  });
  const remove = () => attempt(async () => {
    if (!(await send({ changes: [{ kind: "dashboard", name: named.name, document: null }], ...(base !== undefined && { baseRevision: base }) }))) return;
    setSaved(document);
    toast({ title: t("builder.deleted", { label: named.label }), tone: "success" });
    router.push("/dashboards");
    router.refresh();
  });

  const side = widget ? (
    <WidgetPanel key={widget.id} widget={widget} filters={named.filters ?? []} onChange={(next) => change(replaceWidget(named, current.id, next))}
      onCopy={() => { const [next, id] = copyWidget(named, current.id, widget.id); change(next); setSelected(id); }}
      onRemove={() => { change(removeWidget(named, current.id, widget.id)); setSelected(undefined); setPanel(false); }} />
  ) : (
    <DashboardPanel document={named} roles={roles} home={isNew && !ownName && modules.length > 0 ? { modules, module: home, onChange: setHome } : undefined} onChange={change} />
  );
  return (
    <>
      {questions}
      <LeaveGuard dirty={document !== saved && !busy} />
      <PageBar crumbs={[{ label: t("dashboard.all"), href: "/dashboards" }, { label: named.label, href: isNew && !ownName ? undefined : `/dashboards/${named.name}` }, { label: t("common.edit") }]}>
        <Button variant="ghost" size="icon" aria-label={t("builder.undo")} aria-keyshortcuts="Control+Z" disabled={!canUndo} onClick={undo}><Undo2 /></Button>
        <Button variant="ghost" size="icon" className="max-sm:hidden" aria-label={t("builder.redo")} aria-keyshortcuts="Control+Y" disabled={!canRedo} onClick={redo}><Redo2 /></Button>
        <Button className="max-sm:hidden" disabled={busy || document === saved} onClick={() => void save()}>{t("builder.saveDraft")}</Button>
        <Button variant="primary" disabled={busy} onClick={() => void publish()}>{t("builder.publish")}</Button>
      </PageBar>
      <div className="flex min-h-0 flex-1">
        <main id="content" className="scroll-thin min-w-0 flex-1 overflow-y-auto bg-sunken p-4 max-md:p-2.5" onPointerDown={(event) => event.target === event.currentTarget && setSelected(undefined)}>
          <h1 className="sr-only">{t("dashboard.edit")}</h1>
          {hasDraft && saved === first && <Notice tone="info" className="mb-3">{t("builder.draftLoaded")}</Notice>}
          {problems.length > 0 && <Notice tone="danger" className="mb-3"><p className="font-medium">{t("builder.problems")}</p><ul className="list-disc pl-4">{problems.map((problem) => <li key={problem}>{problem}</li>)}</ul></Notice>}
          <div className="mb-3 flex flex-wrap items-center gap-2">
            <TabBar document={named} current={current.id} onSelect={(id) => { setTab(id); setSelected(undefined); }} onChange={change} />
            <div className="ml-auto flex gap-2">
              <Button variant={selected ? "secondary" : "ghost"} className="max-lg:hidden" disabled={!selected} onClick={() => setSelected(undefined)}><Settings2 />{t("builder.settings")}</Button>
              <Button className="lg:hidden" onClick={() => setPanel(true)}><Settings2 />{t("builder.settings")}</Button>
              <Button variant="primary" onClick={() => setGallery(true)}><Plus />{t("builder.addWidget")}</Button>
            </div>
          </div>
          {current.widgets.length === 0 ? (
            <EmptyState icon={<LayoutDashboard />} title={t("builder.empty")} text={t("builder.emptyText")}><Button variant="primary" onClick={() => setGallery(true)}><Plus />{t("builder.addWidget")}</Button></EmptyState>
          ) : (
            <EditGrid widgets={current.widgets} shown={shown} answers={preview.data?.widgets ?? {}} selected={selected} onSelect={setSelected} onPlace={place} />
          )}
          {mayDelete && <div className="mt-6"><Button variant="ghost" className="text-danger-ink" onClick={() => setDeleting(true)}><Trash2 />{t("builder.deleteDashboard")}</Button></div>}
        </main>
        <aside aria-label={t("builder.settings")} className="scroll-thin hidden w-80 shrink-0 overflow-y-auto border-l border-line bg-canvas p-4 lg:block">
          <h2 className="mb-3 text-base font-semibold">{widget ? t(`widget.${widget.kind}` as MessageKey) : t("builder.dashboard")}</h2>
          {side}
        </aside>
      </div>
      <Dialog open={panel} onOpenChange={setPanel}>
        <SheetContent title={widget ? widget.label : t("builder.dashboard")}>{side}</SheetContent>
      </Dialog>
      <Gallery open={gallery} onOpenChange={setGallery} onChoose={add} />
      <Confirm open={deleting} onOpenChange={setDeleting} danger title={t("builder.deleteTitle", { label: named.label })} text={t("builder.deleteText")} action={t("common.delete")} onConfirm={() => void remove()} />
    </>
  );
}

interface TabBarProps {
  document: DraftDashboard;
  current: string;
  onSelect(id: string): void;
  onChange(document: DraftDashboard): void;
}

/** Tabs while building: choose, rename in place, add, take away. */
function TabBar({ document, current, onSelect, onChange }: TabBarProps) {
  const t = useT();
  const tab = document.tabs.find((one) => one.id === current)!;
  return (
    <div className="flex flex-wrap items-center gap-1" role="group" aria-label={t("builder.tabs")}>
      {document.tabs.map((one) =>
        one.id === current && document.tabs.length > 1 ? (
          <span key={one.id} className="flex">
            <RequiredInput aria-label={t("builder.tabLabel")} className="w-36 font-medium" value={tab.label} maxLength={200} onText={(label) => onChange(renameTab(document, one.id, label))} />
            <Button variant="ghost" size="icon" aria-label={t("builder.removeTab", { label: tab.label })} onClick={() => { onChange(removeTab(document, current)); onSelect(document.tabs.find((other) => other.id !== current)!.id); }}><Trash2 /></Button>
          </span>
        ) : (
          <Button key={one.id} variant="ghost" className={cn(document.tabs.length === 1 && "hidden")} onClick={() => onSelect(one.id)}>{one.label}</Button>
        ),
      )}
      <Button variant="ghost" onClick={() => { const [next, id] = addTab(document, t("builder.newTab")); onChange(next); onSelect(id); }}><Plus />{t("builder.addTab")}</Button>
    </div>
  );
}
