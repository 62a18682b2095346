"use client";
import { FileX2, TriangleAlert } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { formFor } from "../../runtime/forms/layout";
import type { ClientEntity } from "../../runtime/model/client";
import { Presence } from "../activity/presence";
import { ApiError } from "../data/api";
import { useEntity, useModel } from "../data/model";
import { rememberRecent } from "../data/recent";
import { useRecord, type RecordData } from "../data/records";
import { FormStore } from "../forms/form-store";
import { useEntityFrame, useFormSummary } from "../forms/use-form";
import { useT } from "../i18n/provider";
import { PageBar } from "../layout/page-bar";
import { isTyping } from "../layout/shell";
import { rowTitle } from "../lists/list-state";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/states";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/tabs";
import { useToast } from "../ui/toast";
import { ConflictDialog } from "./conflict-dialog";
import { LeaveGuard } from "./leave-guard";
import { firstProblem, focusField, RecordForm, SaveBar, useShownTabs } from "./record-form";
import { RecordActions } from "./record-actions";
import { RelatedList } from "./related-list";
import { SystemPanel } from "./system-panel";
import { useSave } from "./use-save";

/** A record: loads it, then shows it; while it loads, what is known already is in place. */
export function RecordPage({ name, id }: { name: string; id: string }) {
  const entity = useEntity(name);
  const { data, error, isPending, refetch } = useRecord(name, id);
  if (!entity) return null;
  if (isPending) return <Waiting entity={entity} />;
  if (error) return <Failure entity={entity} error={error} onRetry={() => void refetch()} />;
  // A changed record (by us or by others) flows into the same store; another id is another form.
  return <Loaded key={id} entity={entity} record={data} />;
}

const Activity = dynamic(() => import("../activity/activity").then((module) => module.Activity), { ssr: false, loading: () => <Skeleton className="h-24 w-full" /> });

const ACTIVITY = "activity";

function Loaded({ entity, record }: { entity: ClientEntity; record: RecordData }) {
  const t = useT();
  const router = useRouter();
  const toast = useToast();
  const { user } = useModel();
  const search = useSearchParams();
  const frame = useEntityFrame(entity);
  const [store] = useState(() => new FormStore(frame, { creating: false, stored: record, values: record }));
  // The record this edit began with; while editing, newer versions wait for the save and its conflict check.
  const [base, setBase] = useState(record);
  const [editing, setEditing] = useState(false);
  const [focus, setFocus] = useState<string>();
  const [conflict, setConflict] = useState<RecordData>();
  const { dirty } = useFormSummary(store);
  const { save, busy } = useSave(entity.name);
  const form = formFor(entity, typeof record.recordType === "string" ? record.recordType : undefined);
  const shownTabs = useShownTabs(form, store);
  const title = rowTitle(entity, record);
  const mayEdit = entity.rights.update && !entity.system;
  const wanted = search.get("tab");
  const [tab, setTab] = useState(wanted ?? shownTabs[0]?.id ?? "");

  useEffect(() => {
    if (editing) return;
    setBase(record);
    store.reset(record);
  }, [record, editing, store]);
  useEffect(() => rememberRecent(user.id, { entity: entity.name, id: record.id, title }), [user.id, entity.name, record.id, title]);

  const openTab = (next: string) => {
    setTab(next);
    const address = new URLSearchParams(window.location.search);
    address.set("tab", next);
    window.history.replaceState(null, "", `?${address}`);
  };
  const edit = (field?: string) => {
    if (!shownTabs.some((one) => one.id === tab)) openTab(shownTabs[0]?.id ?? "");
    setFocus(field);
    setEditing(true);
    if (field) focusField(field);
  };
  const stop = () => {
    store.reset(base);
    setEditing(false);
  };
  const submit = async (from: RecordData = base) => {
    if (!store.summary().dirty) return stop();
    const outcome = await save(store, from);
    if (outcome.kind === "saved") {
      setBase(outcome.record);
      store.reset(outcome.record);
      setEditing(false);
      toast({ title: t("record.saved") });
    } else if (outcome.kind === "conflict") setConflict(outcome.theirs);
    else {
      const problem = firstProblem(form, store);
      if (!problem) return;
      if (problem.tab !== tab) openTab(problem.tab);
      focusField(problem.field);
    }
  };
  const merge = (values: Readonly<Record<string, unknown>>) => {
    const theirs = conflict!;
    setConflict(undefined);
    setBase(theirs);
    store.reset(theirs, values);
    void submit(theirs);
  };

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "e" || event.ctrlKey || event.metaKey || event.altKey || editing || !mayEdit || isTyping(event.target)) return;
      event.preventDefault();
      edit(form.tabs[0]?.sections[0]?.fields[0]?.field);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });

  return (
    <>
      <PageBar crumbs={[{ label: entity.plural, href: `/${entity.name}` }, { label: title }]}>
        {!entity.system && <Presence entity={entity.name} id={record.id} editing={editing} />}
        {!editing && <RecordActions entity={entity} record={record} behind={store.frame.behind} onEdit={mayEdit ? () => edit() : undefined} onGone={() => router.push(`/${entity.name}`)} />}
      </PageBar>
      <LeaveGuard dirty={editing && dirty} />
      <main id="content" className="flex min-h-0 flex-1 flex-col">
        <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
          <div className="mx-auto max-w-6xl px-6 pt-5 pb-10 max-md:px-4">
            <h1 className="mb-3 text-xl font-semibold tracking-tight break-words">{title}</h1>
            <Tabs value={tab} onValueChange={openTab}>
              <TabsList aria-label={t("record.parts")}>
                {shownTabs.map((one) => (
                  <TabsTrigger key={one.id} value={one.id}>
                    {one.label}
                  </TabsTrigger>
                ))}
                <RelatedTriggers entity={entity} record={record} />
                {!entity.system && <TabsTrigger value={ACTIVITY}>{t("activity.title")}</TabsTrigger>}
              </TabsList>
              <div className="grid gap-x-10 gap-y-8 pt-5 lg:grid-cols-[minmax(0,1fr)_15rem]">
                <div className="min-w-0">
                  {shownTabs.map((one) => (
                    <TabsContent key={one.id} value={one.id} tabIndex={-1}>
                      <RecordForm form={form} store={store} tabId={one.id} editing={editing} focus={focus} onEdit={mayEdit ? edit : undefined} />
                    </TabsContent>
                  ))}
                  {form.related.map((related) => (
                    <TabsContent key={related.id} value={related.id} tabIndex={-1}>
                      <RelatedList related={related} recordId={record.id} />
                    </TabsContent>
                  ))}
                  <TabsContent value={ACTIVITY} tabIndex={-1}>
                    <Activity entity={entity} id={record.id} />
                  </TabsContent>
                </div>
                <SystemPanel entity={entity} form={form} store={store} editing={editing} />
              </div>
            </Tabs>
          </div>
        </div>
        {editing && <SaveBar store={store} busy={busy} onSave={() => void submit()} onCancel={stop} />}
      </main>
      {conflict && <ConflictDialog fields={entity.fields} base={base} theirs={conflict} mine={store.changes()} onClose={() => setConflict(undefined)} onMerge={merge} />}
    </>
  );
}

function RelatedTriggers({ entity, record }: { entity: ClientEntity; record: RecordData }) {
  const { entities } = useModel();
  const form = formFor(entity, typeof record.recordType === "string" ? record.recordType : undefined);
  return form.related.flatMap((related) => {
    const target = entities[related.entity];
    if (!target?.rights.read) return [];
    return [
      <TabsTrigger key={related.id} value={related.id}>
        {related.label ?? target.plural}
      </TabsTrigger>,
    ];
  });
}

function Waiting({ entity }: { entity: ClientEntity }) {
  const t = useT();
  return (
    <>
      <PageBar crumbs={[{ label: entity.plural, href: `/${entity.name}` }, { label: t("common.loading") }]} />
      <main id="content" aria-busy className="mx-auto w-full max-w-6xl px-6 pt-5 max-md:px-4">
        <Skeleton className="mb-6 h-7 w-72 max-w-full" />
        <div className="grid gap-x-6 gap-y-5 pt-8 sm:grid-cols-2">
          {Array.from({ length: 8 }, (_, index) => (
            <div key={index}>
              <Skeleton className="mb-2 h-3 w-24" />
              <Skeleton className="h-5 w-3/4" />
            </div>
          ))}
        </div>
      </main>
    </>
  );
}

function Failure({ entity, error, onRetry }: { entity: ClientEntity; error: Error; onRetry(): void }) {
  const t = useT();
  const missing = error instanceof ApiError && error.status === 404;
  const text = missing ? t("record.missingText") : error instanceof ApiError && error.status > 0 ? [error.message, error.remedy].filter(Boolean).join(" ") : t("error.network");
  return (
    <>
      <PageBar crumbs={[{ label: entity.plural, href: `/${entity.name}` }]} />
      <main id="content" className="flex flex-1 items-center justify-center">
        <EmptyState icon={missing ? <FileX2 /> : <TriangleAlert />} title={missing ? t("record.missing") : t("record.failed")} text={text}>
          {missing ? (
            <Button asChild>
              <Link href={`/${entity.name}`}>{t("record.toList", { plural: entity.plural })}</Link>
            </Button>
          ) : (
            <Button onClick={onRetry}>{t("common.retry")}</Button>
          )}
        </EmptyState>
      </main>
    </>
  );
}
