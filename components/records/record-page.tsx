"use client";
import dynamic from "next/dynamic";
import { useRouter, useSearchParams } from "next/navigation";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { stageOf } from "../../runtime/forms/layout";
import type { ClientEntity, ClientField } from "../../runtime/model/client";
import { Presence } from "../activity/presence";
import { ApiError } from "../data/api";
import { whenIdle } from "../data/idle";
import { useEntity, useModel } from "../data/model";
import { useNoteRecent } from "../data/desk";
import { rememberRecent } from "../data/recent";
import { useRecord, type RecordData } from "../data/records";
import { FormStore } from "../forms/form-store";
import { useEntityFrame, useFormSummary } from "../forms/use-form";
import { useT } from "../i18n/provider";
import { FavouriteStar } from "../layout/favourite-star";
import { ReminderButton } from "../notifications/reminder-button";
import { PageBar } from "../layout/page-bar";
import { isTyping } from "../layout/shell";
import { rowTitle } from "../lists/list-state";
import { Skeleton } from "../ui/badge";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/tabs";
import { GoneNotice } from "./gone-notice";
import { LeaveGuard } from "./leave-guard";
import { PrintedLists, usePrintedLists } from "./print-related";
import { PrintSheet, usePrinting } from "./print-sheet";
import { RecordForm, SaveBar, useFittingForm, useShownTabs } from "./record-form";
import { RecordActions } from "./record-actions";
import { Failure, Waiting } from "./record-states";
import { RelatedTriggers, useRelated } from "./related-tabs";
import { RelatedList } from "./related-list";
import { StageBar } from "./stage-bar";
import { StageChoice } from "./stage-choice";
import { stepsOf, wantedFields, type Step } from "./stages";
import { SystemPanel } from "./system-panel";
import { useEditing } from "./use-editing";
import { TypedNotice } from "./use-typed";

/** A record: what a list has shown of it at once, the whole of it as soon as it is loaded. */
export function RecordPage({ name, id }: { name: string; id: string }) {
  const entity = useEntity(name);
  const { data, error, isPending, isPlaceholderData, refetch } = useRecord(name, id);
  if (!entity) return null;
  if (isPending) return <Waiting entity={entity} />;
  const failure = error && <Failure entity={entity} error={error} onRetry={() => void refetch()} />;
  if (!data) return failure;
  // A changed record (by us or by others) flows into the same store; another id is another form. What is on the screen stays when
  // asking again fails: somebody may be typing.
  return <Loaded key={id} entity={entity} record={data} isPartial={isPlaceholderData} missing={error instanceof ApiError && error.status === 404 ? failure : null} />;
}

const Activity = dynamic(() => import("../activity/activity").then((module) => module.Activity), { ssr: false, loading: () => <Skeleton className="h-24 w-full" /> });
// Asked for in special moments only.
const RecordProcesses = dynamic(() => import("../tasks/record-processes").then((module) => module.RecordProcesses), { ssr: false, loading: () => <Skeleton className="h-24 w-full" /> });
const RecordApprovals = dynamic(() => import("../approvals/record-approvals").then((module) => module.RecordApprovals), { ssr: false, loading: () => <Skeleton className="h-24 w-full" /> });
const ClockChips = dynamic(() => import("../clocks/clock-chips").then((module) => module.ClockChips), { ssr: false });
const ConflictDialog = dynamic(() => import("./conflict-dialog").then((module) => module.ConflictDialog), { ssr: false });
const StepCommentDialog = dynamic(() => import("./step-comment").then((module) => module.StepCommentDialog), { ssr: false });
const StageDialog = dynamic(() => import("./stage-dialog").then((module) => module.StageDialog), { ssr: false });

const ACTIVITY = "activity";
const PROCESSES = "processes";
const APPROVALS = "approvals";

/** `missing`: shown instead of a record that is there no longer, unless somebody types into it. */
function Loaded({ entity, record, isPartial, missing }: { entity: ClientEntity; record: RecordData; isPartial: boolean; missing: ReactNode }) {
  const t = useT();
  const router = useRouter();
  const { user, parts } = useModel();
  const search = useSearchParams();
  const frame = useEntityFrame(entity);
  const [store] = useState(() => new FormStore(frame, { creating: false, stored: record, values: record, isPartial }));
  // The layout follows the stored record: it does not jump while one types.
  const form = useFittingForm(entity, store, record);
  const shownTabs = useShownTabs(form, store);
  const related = useRelated(form, { entity: entity.name, id: record.id }, !isPartial);
  const wanted = search.get("tab");
  const [chosen, setChosen] = useState(wanted);
  const hasProcesses = (parts.process ?? []).some((process) => process.entity === entity.name);
  const hasClocks = (parts.clock ?? []).some((clock) => clock.entity === entity.name);
  const known = [...shownTabs.map((one) => one.id), ...related.map((one) => one.id), ...(hasProcesses ? [PROCESSES] : []), ...(entity.collegial ? [APPROVALS] : []), ACTIVITY];
  const tab = chosen !== null && known.includes(chosen) ? chosen : (known[0] ?? "");
  const openTab = (next: string) => {
    setChosen(next);
    const address = new URLSearchParams(window.location.search);
    address.set("tab", next);
    window.history.replaceState(null, "", `?${address}`);
  };
  const editing = useEditing({ entity, record, isPartial, isMissing: missing !== null, store, form, openTab });
  const { dirty } = useFormSummary(store);
  const isPrinting = usePrinting();
  const printed = usePrintedLists(form, { entity: entity.name, id: record.id });
  const title = rowTitle(entity, record);
  const mayEdit = entity.rights.update && !entity.system && !isPartial;
  const stage = stageOf(entity, form, parts.board ?? []);

  const note = useNoteRecent();
  useEffect(() => rememberRecent(user.id, { entity: entity.name, id: record.id, title }), [user.id, entity.name, record.id, title]);
  useEffect(() => whenIdle(() => note({ entity: entity.name, id: record.id, title })), [note, entity.name, record.id]);

  const begin = (field?: string) => {
    if (!shownTabs.some((one) => one.id === tab)) openTab(shownTabs[0]?.id ?? "");
    editing.edit(field);
  };
  // The same function all along: a hundred fields hold it.
  const latest = useRef(begin);
  useEffect(() => {
    latest.current = begin;
  });
  const edit = useCallback((field?: string) => latest.current(field), []);
  const take = (step: Step) => {
    if (!stage) return;
    store.change(stage.name, step.value);
    if (editing.editing) return;
    if (wantedFields(store.frame, store.values, store.situation).length > 0) editing.setStep(step.label);
    else void editing.submit(editing.base, step.label);
  };

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "e" || event.ctrlKey || event.metaKey || event.altKey || editing.editing || !mayEdit || isTyping(event.target)) return;
      event.preventDefault();
      edit(form.tabs[0]?.sections[0]?.fields[0]?.field);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });

  if (missing && !editing.isAtRisk) return missing;
  if (isPrinting) return <PrintSheet entity={entity} form={form} tabs={shownTabs} store={store} title={title} related={<PrintedLists lists={printed.lists} />} />;
  return (
    <>
      <PageBar titled crumbs={[{ label: entity.plural, href: `/${entity.name}` }, { label: title }]}>
        <div className="contents max-sm:hidden">
          <FavouriteStar entity={entity.name} id={record.id} title={title} />
        </div>
        {!entity.system && <Presence entity={entity.name} id={record.id} editing={editing.editing} />}
        {!entity.system && !editing.editing && (
          <div className="contents max-sm:hidden">
            <ReminderButton entity={entity} id={record.id} />
          </div>
        )}
        {!editing.editing && !isPartial && <RecordActions onPrintAll={printed.print} entity={entity} record={record} behind={store.frame.behind} onEdit={mayEdit ? () => edit() : undefined} onGone={() => router.push(`/${entity.name}`)} />}
      </PageBar>
      <LeaveGuard dirty={editing.isAtRisk} />
      <main id="content" aria-busy={isPartial} className="flex min-h-0 flex-1 flex-col">
        <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
          <div className="mx-auto max-w-6xl px-6 pt-5 pb-10 max-md:px-4">
            <h1 className="mb-3 text-xl font-semibold tracking-tight break-words">{title}</h1>
            {stage && <Stages field={stage} store={store} mayEdit={mayEdit} isPartial={isPartial} busy={editing.busy} onChoose={take} />}
            {hasClocks && !isPartial && <ClockChips entity={entity.name} id={record.id} version={Number(record["version"])} />}
            {editing.isGone && <GoneNotice entity={entity} busy={editing.busy} onRestore={() => void editing.bringBack()} onAsNew={editing.saveAsNew} />}
            {editing.typed.found && !dirty && mayEdit && <TypedNotice kept={editing.typed.found} onRestore={editing.restore} onDrop={editing.typed.drop} />}
            <Tabs value={tab} onValueChange={openTab}>
              <TabsList aria-label={t("record.parts")}>
                {shownTabs.map((one) => (
                  <TabsTrigger key={one.id} value={one.id}>
                    {one.label}
                  </TabsTrigger>
                ))}
                <RelatedTriggers related={related} />
                {hasProcesses && <TabsTrigger value={PROCESSES}>{t("tasks.processes")}</TabsTrigger>}
                {entity.collegial && <TabsTrigger value={APPROVALS}>{t("approval.approvals")}</TabsTrigger>}
                {!entity.system && <TabsTrigger value={ACTIVITY}>{t("activity.title")}</TabsTrigger>}
              </TabsList>
              <div className={form.side?.length ? "grid gap-x-10 gap-y-8 pt-5 lg:grid-cols-[minmax(0,1fr)_18rem]" : "grid gap-x-10 gap-y-8 pt-5 lg:grid-cols-[minmax(0,1fr)_15rem]"}>
                <div className="min-w-0">
                  {shownTabs.map((one) => (
                    <TabsContent key={one.id} value={one.id} tabIndex={-1}>
                      <RecordForm form={form} store={store} tabId={one.id} editing={editing.editing} focus={editing.focus} onEdit={mayEdit ? edit : undefined} />
                    </TabsContent>
                  ))}
                  {related.map((one) => (
                    <TabsContent key={one.id} value={one.id} tabIndex={-1}>
                      <RelatedList related={one.list} of={{ entity: entity.name, id: record.id }} />
                    </TabsContent>
                  ))}
                  {hasProcesses && <TabsContent value={PROCESSES} tabIndex={-1}><RecordProcesses entity={entity} record={record} /></TabsContent>}
                  {entity.collegial && <TabsContent value={APPROVALS} tabIndex={-1}><RecordApprovals entity={entity.name} id={record.id} /></TabsContent>}
                  <TabsContent value={ACTIVITY} tabIndex={-1}>
                    <Activity entity={entity} id={record.id} />
                  </TabsContent>
                </div>
                <SystemPanel entity={entity} form={form} store={store} editing={editing.editing} onEdit={mayEdit ? edit : undefined} />
              </div>
            </Tabs>
          </div>
        </div>
        {(editing.editing || editing.isWaiting) && <SaveBar store={store} busy={editing.busy} isWaiting={editing.isWaiting} onSave={() => void editing.submit()} onCancel={editing.stop} />}
      </main>
      {editing.step !== undefined && <StageDialog entity={entity} id={record.id} store={store} step={editing.step} busy={editing.busy} onSave={(comment) => void editing.submit(undefined, undefined, comment)} onClose={editing.stop} />}
      {editing.taken !== undefined && <StepCommentDialog entity={entity.name} id={record.id} step={editing.taken} onClose={() => editing.setTaken(undefined)} />}
      {editing.conflict && <ConflictDialog fields={entity.fields} base={editing.base} theirs={editing.conflict} mine={store.changes()} onClose={editing.closeConflict} onMerge={editing.merge} />}
    </>
  );
}

interface StagesProps {
  field: ClientField;
  store: FormStore;
  mayEdit: boolean;
  isPartial: boolean;
  busy: boolean;
  onChoose(step: Step): void;
}

/** The steps, as what is typed now allows them. */
function Stages({ field, store, mayEdit, isPartial, busy, onChoose }: StagesProps) {
  const t = useT();
  const snapshot = useSyncExternalStore(store.subscribe, () => store.field(field.name), () => store.field(field.name));
  if (!snapshot?.state.visible || snapshot.isAwaited) return null;
  const steps = stepsOf(field, snapshot.value, snapshot.state.choices);
  const reason = mayEdit ? (snapshot.state.readOnly ? t("stage.readOnly") : undefined) : isPartial ? t("common.loading") : t("stage.mayNot");
  if (steps.length === 0) return null;
  const shown = { field, steps, reason, busy, onChoose };
  return (
    <>
      <StageBar {...shown} />
      <StageChoice {...shown} />
    </>
  );
}
