"use client";
import { Monitor, Smartphone, Tablet } from "lucide-react";
import { useMemo, useState } from "react";
import { newValues } from "../../../runtime/forms/state";
import type { ClientEntity, ClientForm } from "../../../runtime/model/client";
import type { StudioChange } from "../../../runtime/studio/documents";
import type { FormDocument } from "../../../runtime/studio/edit";
import { ModelProvider, useModel } from "../../data/model";
import { useRecord, type RecordData, type RefValue } from "../../data/records";
import "../../fields/control";
import { Lookup } from "../../fields/kinds/reference";
import { FormStore } from "../../forms/form-store";
import { useEntityFrame } from "../../forms/use-form";
import { useT } from "../../i18n/provider";
import { RecordForm, useShownTabs } from "../../records/record-form";
import { Skeleton } from "../../ui/badge";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { EmptyState, Notice } from "../../ui/states";
import { Tabs, TabsList, TabsTrigger } from "../../ui/tabs";
import { LookAs } from "../look-as";
import { usePreviewModel, useRoleChoices } from "../use-preview";

const DEVICES = [["desktop", Monitor, "max-w-5xl"], ["tablet", Tablet, "max-w-2xl"], ["phone", Smartphone, "max-w-[24rem]"]] as const;
type Device = (typeof DEVICES)[number][0];

/** The real form, for a chosen record, role and width, with everything that is not published yet. Nothing is saved. */
export function FormPreview({ entity, form, changes }: { entity: string; form: FormDocument; changes: readonly StudioChange[] }) {
  const t = useT();
  const roles = useRoleChoices();
  const [role, setRole] = useState("");
  const [device, setDevice] = useState<Device>("desktop");
  const [record, setRecord] = useState<RefValue>();
  const published = useModel().entities[entity];
  const data = useRecord(entity, record?.id).data;
  const model = usePreviewModel(changes, role);
  const shown = model.data?.entities[entity];
  const wanted = shown?.forms.find((one) => one.id === form["id"]);
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-sunken">
      <div className="flex shrink-0 flex-wrap items-center gap-2 px-4 py-2">
        <div className="flex" role="group" aria-label={t("studio.device")}>
          {DEVICES.map(([name, Glyph]) => <Button key={name} size="icon" variant={name === device ? "secondary" : "ghost"} aria-pressed={name === device} aria-label={t(`studio.device.${name}`)} onClick={() => setDevice(name)}><Glyph /></Button>)}
        </div>
        <LookAs roles={roles} role={role} onRole={setRole} />
        {published?.rights.read && <div className="w-56 max-sm:w-full"><Lookup entity={entity} values={record ? [record] : []} onChange={([chosen]) => setRecord(chosen)} aria={{ "aria-label": t("studio.previewRecord"), placeholder: t("studio.previewRecord") }} /></div>}
      </div>
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto p-4 pt-1">
        <div className={cn("mx-auto rounded-xl border border-line bg-canvas p-5 shadow-low transition-[max-width]", DEVICES.find(([name]) => name === device)![2])} data-testid="preview">
          {model.isError ? <Notice tone="danger">{model.error.message}</Notice> : !model.data ? <Skeleton className="h-40" /> : !shown || !wanted ? <EmptyState title={t("studio.notForRole")} /> : (
            <ModelProvider model={model.data}><Shown key={`${JSON.stringify(wanted)} ${data?.id ?? ""} ${role}`} entity={shown} form={wanted} record={record ? data : undefined} /></ModelProvider>
          )}
        </div>
      </div>
    </div>
  );
}

/** The values a role sees in full; the preview reads with one's own rights. */
const asSeen = (entity: ClientEntity, record: RecordData): Record<string, unknown> => Object.fromEntries(entity.fields.flatMap(({ name, right }) => (right !== "masked" && name in record ? [[name, record[name]]] : [])));

function Shown({ entity, form, record }: { entity: ClientEntity; form: ClientForm; record: RecordData | undefined }) {
  const frame = useEntityFrame(entity);
  const store = useMemo(() => {
    if (!record) return new FormStore(frame, { creating: true, stored: {}, values: newValues(entity.fields, {}) });
    const values = asSeen(entity, record);
    return new FormStore(frame, { creating: false, stored: values, values });
  }, [frame, entity, record]);
  const tabs = useShownTabs(form, store);
  const [tab, setTab] = useState(form.tabs[0]?.id ?? "");
  return (
    <>
      {tabs.length > 1 && <Tabs value={tab} onValueChange={setTab} className="mb-4"><TabsList>{tabs.map((one) => <TabsTrigger key={one.id} value={one.id}>{one.label}</TabsTrigger>)}</TabsList></Tabs>}
      <RecordForm form={form} store={store} tabId={tab} editing />
    </>
  );
}
