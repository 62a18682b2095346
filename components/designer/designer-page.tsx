"use client";
import { LayoutList, PlayCircle, Redo2, Settings2, TriangleAlert, Undo2, Workflow } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import type { Problem } from "../../runtime/workflow/check/problem";
import { checkProcess, isPublishable } from "../../runtime/workflow/check/check-process";
import type { Overlay } from "../../runtime/workflow/compare/overlay";
import type { ProcessDefinition } from "../../runtime/workflow/definition/types";
import { withPages } from "../../runtime/workflow/edit/pages";
import { useAdmin } from "../admin/use-admin";
import { Loaded } from "../admin/parts";
import type { ApiError } from "../data/api";
import { PHONE, useMedia } from "../data/use-media";
import { useT } from "../i18n/provider";
import { PageBar } from "../layout/page-bar";
import { useHistoryKeys } from "../layout/use-history-keys";
import { useStoredDocument } from "../publishing/use-stored-document";
import { LeaveGuard } from "../records/leave-guard";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Dialog, SheetContent } from "../ui/dialog";
import { Notice } from "../ui/states";
import { Canvas } from "./canvas/canvas";
import { CardsView } from "./cards/cards-view";
import { KeptList } from "./kept-list";
import { ComparedCanvas } from "./compare/compared-canvas";
import { ComparePanel } from "./compare/compare-panel";
import { newProcess } from "./new-process";
import { ElementPanel } from "./panel/element-panel";
import { ProblemList } from "./problem-list";
import { refusalsAsProblems } from "./refusals";
import { tokensOf, visitedOf, type Simulation } from "./simulator/simulation";
import { SimulatorPanel } from "./simulator/simulator-panel";
import { DesignerProvider, useDesignerState } from "./use-designer";
import { useServerProblems } from "./use-server-problems";

interface Stored {
  readonly revision: number;
  readonly pack?: string;
  readonly document: ProcessDefinition | null;
  readonly draft?: { readonly document: ProcessDefinition | null; readonly baseRevision: number };
}

/** Draws a process: an existing one, or a new one (`isNew`) that is not stored anywhere yet. */
export default function DesignerPage({ name, isNew, module }: { name: string; isNew: boolean; /** The module a new one is a part of. */ module?: string }) {
  const t = useT();
  const stored = useAdmin<Stored>(`/metadata/process/${name}`, !isNew);
  const crumbs = [{ label: t("designer.processes"), href: "/studio/processes" }, { label: name }];
  if (isNew) return <DesignerFrame first={newProcess(name)} isNew pack={module} hasDraft={false} revision={undefined} />;
  const document = stored.data?.draft?.document ?? stored.data?.document;
  if (document) return <DesignerFrame key={name} first={withPages(document)} isNew={false} pack={stored.data?.document === null ? stored.data.pack : undefined} hasDraft={stored.data?.draft?.document != null} revision={stored.data?.draft?.baseRevision ?? stored.data?.revision} />;
  return <><PageBar crumbs={crumbs} /><main id="content" className="p-6"><Loaded query={stored}>{() => <Notice tone="warning">{t("designer.gone")}</Notice>}</Loaded></main></>;
}

interface FrameProps {
  first: ProcessDefinition;
  isNew: boolean;
  /** The module of one that is not published yet; who has a published one is known. */
  pack: string | undefined;
  hasDraft: boolean;
  /** The revision it was read at; publishing over somebody's newer one is refused. */
  revision: number | undefined;
}

type Side = "settings" | "problems" | "simulator" | "compare";

function DesignerFrame({ first, isNew, pack, hasDraft, revision }: FrameProps) {
  const t = useT();
  const router = useRouter();
  const phone = useMedia(PHONE);
  const [refused, setRefused] = useState<readonly Problem[]>([]);
  const designer = useDesignerState(first, refused);
  const { whole: definition, problems, select } = designer;
  const [view, setView] = useState<"diagram" | "cards">("diagram");
  const [side, setSide] = useState<Side>("settings");
  const [sheet, setSheet] = useState(false);
  const [simulation, setSimulation] = useState<Simulation>();
  const [compared, setCompared] = useState<Overlay>();
  const [message, setMessage] = useState<string>();
  useHistoryKeys(designer);
  // What the server refused was said of a process that has changed since.
  useEffect(() => setRefused((old) => (old.length === 0 ? old : [])), [definition]);
  useServerProblems(definition, pack, setRefused);
  useEffect(() => {
    const label = isNew ? sessionStorage.getItem(`process:${first.name}`) : null;
    if (label) designer.change((now) => ({ ...now, ...(JSON.parse(label) as Partial<ProcessDefinition>) }));
    // Once, for the words given when it was begun.
  }, [isNew]);
  // A simulation is about the process as it was drawn.
  useEffect(() => setSimulation(undefined), [definition.nodes, definition.flows, definition.variables, definition.lanes]);
  const marks = useMemo(() => (simulation ? { tokens: tokensOf(simulation), visited: visitedOf(simulation) } : undefined), [simulation]);
  const errors = problems.filter((one) => one.severity === "error" && one.area !== "file").length;
  const cards = phone || view === "cards";
  const open = (next: Side) => {
    setSide(next);
    if (!window.matchMedia("(min-width: 1024px)").matches) return setSheet(true);
    requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-panel] [data-first]")?.focus());
  };
  const refuse = (error: ApiError) => {
    const found = refusalsAsProblems(error, definition);
    setRefused(found);
    setMessage(found.length > 0 ? t("designer.refused", { count: found.length }) : error.message);
    if (found.length > 0) setSide("problems");
  };
  const stored = useStoredDocument<ProcessDefinition>({ kind: "process", first, ...(pack !== undefined && { pack }), revision, published: t("designer.published"), onMerged: designer.replace, onRefused: refuse });
  const { saved, isBusy: busy } = stored;
  const settle = () => {
    setMessage(undefined);
    sessionStorage.removeItem(`process:${definition.name}`);
    if (isNew) router.replace(`/studio/processes/${definition.name}`);
  };
  const save = async () => (await stored.keep(definition)) && settle();
  const publish = async () => (await stored.publish(definition)) && settle();
  const tryPublish = () => {
    // What is listed may be a moment behind what is drawn.
    const found = checkProcess(definition);
    if (isPublishable(found)) return void publish();
    setMessage(t("designer.notYet", { count: found.filter((one) => one.severity === "error" && one.area !== "file").length }));
    open("problems");
  };
  const jump = (id: string) => {
    select([id]);
    if (!cards) document.querySelector(`[data-step="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const panels: Readonly<Record<Side, React.ReactNode>> = {
    settings: <ElementPanel />, problems: <><ProblemList onJump={jump} /><KeptList /></>, simulator: <SimulatorPanel simulation={simulation} onChange={setSimulation} />,
    compare: <ComparePanel now={definition} overlay={compared} onOverlay={setCompared} onSelect={select} />,
  };
  const tabs = (
    <div role="tablist" aria-label={t("designer.settings")} className="scroll-thin flex gap-1 overflow-x-auto border-b border-line px-2">
      {(["settings", "problems", "simulator", "compare"] as const).map((one) => (
        <button key={one} type="button" role="tab" aria-selected={side === one} onClick={() => setSide(one)} className={cn("-mb-px flex h-9 shrink-0 items-center gap-1 border-b-2 px-1.5 text-sm font-medium", side === one ? "border-accent text-ink" : "border-transparent text-ink-3 hover:text-ink")}>
          {t(`designer.side.${one}`)}
          {one === "problems" && problems.length > 0 && <span className={cn("min-w-4.5 rounded-full px-1 text-center text-xs", errors > 0 ? "bg-danger-soft text-danger-ink" : "bg-warning-soft text-warning-ink")}>{problems.length}</span>}
        </button>
      ))}
    </div>
  );
  return (
    <DesignerProvider value={designer}>
      {stored.questions}
      <LeaveGuard dirty={definition !== saved && !busy} />
      <PageBar titled crumbs={[{ label: t("designer.processes"), href: "/studio/processes" }, { label: definition.label }]}>
        <Button variant="ghost" size="icon" aria-label={t("builder.undo")} aria-keyshortcuts="Control+Z" disabled={!designer.canUndo} onClick={designer.undo}><Undo2 /></Button>
        <Button variant="ghost" size="icon" className="max-sm:hidden" aria-label={t("builder.redo")} aria-keyshortcuts="Control+Y" disabled={!designer.canRedo} onClick={designer.redo}><Redo2 /></Button>
        <div role="group" aria-label={t("designer.view")} className="flex rounded-md border border-line-strong p-px max-sm:hidden">
          <Button variant="ghost" size="sm" aria-pressed={!cards} className={cn("h-6.5", !cards && "bg-active text-ink")} onClick={() => setView("diagram")}><Workflow /><span className="max-lg:sr-only">{t("designer.diagram")}</span></Button>
          <Button variant="ghost" size="sm" aria-pressed={cards} className={cn("h-6.5", cards && "bg-active text-ink")} onClick={() => setView("cards")}><LayoutList /><span className="max-lg:sr-only">{t("designer.cards")}</span></Button>
        </div>
        <Button variant="ghost" size="icon" className="max-sm:hidden lg:hidden" aria-label={t("designer.side.simulator")} onClick={() => open("simulator")}><PlayCircle /></Button>
        <Button variant="ghost" size="icon" className="lg:hidden" aria-label={t("designer.settings")} onClick={() => { select([]); open("settings"); }}><Settings2 /></Button>
        <Button className="max-sm:hidden" disabled={busy || (definition === saved && !isNew)} onClick={() => void save()}>{t("builder.saveDraft")}</Button>
        <Button variant="primary" disabled={busy} onClick={tryPublish}>{errors > 0 && <TriangleAlert />}{t("builder.publish")}</Button>
      </PageBar>
      {(message ?? (hasDraft && saved === first && definition === first)) && <Notice tone={message ? "danger" : "info"} className="mx-2 mt-2">{message ?? t("designer.draftLoaded")}</Notice>}
      <div className="flex min-h-0 flex-1">
        <main id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col outline-none">
          <h1 className="truncate border-b border-line bg-canvas px-3 py-2 text-base font-semibold sm:sr-only">{definition.label}</h1>
          {cards ? <CardsView onOpen={() => open("settings")} /> : compared ? <ComparedCanvas overlay={compared} /> : <Canvas {...(marks && { marks })} onOpen={() => open("settings")} />}
        </main>
        <aside data-panel aria-label={t("designer.settings")} className="hidden w-88 shrink-0 flex-col border-l border-line bg-canvas lg:flex">
          {tabs}
          <div className="scroll-thin min-h-0 flex-1 overflow-y-auto p-3">{panels[side]}</div>
        </aside>
      </div>
      <Dialog open={sheet} onOpenChange={setSheet}>
        <SheetContent title={t("designer.settings")} className="lg:hidden">{tabs}<div className="pt-3">{panels[side]}</div></SheetContent>
      </Dialog>
    </DesignerProvider>
  );
}
