"use client";
import { useEffect, useState } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { Activity } from "../activity/activity";
import { useEntity } from "../data/model";
import { useRecord, type RecordData } from "../data/records";
import { FormStore } from "../forms/form-store";
import { useEntityFrame } from "../forms/use-form";
import { useT } from "../i18n/provider";
import "../fields/control";
import { RecordForm, useFittingForm, useShownTabs } from "../records/record-form";
import { Skeleton } from "../ui/badge";
import { Notice } from "../ui/states";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/tabs";

interface DetailsProps {
  entity: string;
  id: string;
  /** Name of the form the task lays the record out by. */
  form: string | null;
  /** What is typed into the record; sent with the decision. */
  onStore(store: FormStore | undefined): void;
}

/** What a task is about: the record's fields, laid out by the task's form and changed where the person may; comments and files. */
export function TaskDetails({ entity: name, id, form, onStore }: DetailsProps) {
  const entity = useEntity(name);
  const { data, error, isPlaceholderData } = useRecord(name, id);
  if (error) return <Notice tone="danger">{error.message}</Notice>;
  if (!entity || !data || isPlaceholderData) return <Skeleton className="h-24" />;
  return <Loaded key={`${id}:${String(data.version)}`} entity={entity} record={data} wanted={form} onStore={onStore} />;
}

const ACTIVITY = "$activity";

function Loaded({ entity, record, wanted, onStore }: { entity: ClientEntity; record: RecordData; wanted: string | null; onStore: DetailsProps["onStore"] }) {
  const t = useT();
  const frame = useEntityFrame(entity);
  const [store] = useState(() => new FormStore(frame, { creating: false, stored: record, values: record }));
  const fitting = useFittingForm(entity, store, record);
  const form = entity.forms.find((one) => one.name === wanted) ?? fitting;
  const tabs = useShownTabs(form, store);
  useEffect(() => {
    onStore(store);
    return () => onStore(undefined);
  }, [store, onStore]);
  const mayEdit = entity.rights.update && !entity.system;
  return (
    <Tabs defaultValue={tabs[0]?.id ?? ACTIVITY} className="mt-3 border-t border-line pt-2">
      <TabsList aria-label={t("record.parts")}>
        {tabs.map((tab) => <TabsTrigger key={tab.id} value={tab.id}>{tab.label}</TabsTrigger>)}
        <TabsTrigger value={ACTIVITY}>{t("activity.title")}</TabsTrigger>
      </TabsList>
      {tabs.map((tab) => <TabsContent key={tab.id} value={tab.id} tabIndex={-1} className="pt-3"><RecordForm form={form} store={store} tabId={tab.id} editing={mayEdit} /></TabsContent>)}
      <TabsContent value={ACTIVITY} tabIndex={-1} className="pt-3"><Activity entity={entity} id={String(record.id)} /></TabsContent>
    </Tabs>
  );
}
