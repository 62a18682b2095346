"use client";
import { useRouter, useSearchParams } from "next/navigation";
import { useState, type ReactNode } from "react";
import { relationOf } from "../../runtime/fields/traits";
import { isFieldTypeName } from "../../runtime/fields/index";
import { newValues } from "../../runtime/forms/state";
import type { ClientEntity, ClientTab } from "../../runtime/model/client";
import { useEntity, useModel } from "../data/model";
import "../fields/control";
import { FormStore } from "../forms/form-store";
import { useEntityFrame, useFormFact, useFormSummary } from "../forms/use-form";
import { useT } from "../i18n/provider";
import { PageBar } from "../layout/page-bar";
import { cn } from "../ui/cn";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/tabs";
import { useToast } from "../ui/toast";
import { DuplicateNotice, useCompared } from "./duplicate-notice";
import { LeaveGuard } from "./leave-guard";
import { firstProblem, focusField, RecordForm, SaveBar, SideSections, useFittingForm, useShownTabs } from "./record-form";
import { typedKey } from "./typed";
import { useAgain, useSave } from "./use-save";
import { TypedNotice, useTyped } from "./use-typed";

/** Values a link may bring along: references as ids (?organisation=<id>, ?relatesTo=deal:<id>), texts and choices as they are. */
function givenValues(entity: ClientEntity, search: URLSearchParams): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const field of entity.fields) {
    const text = search.get(field.name);
    if (text === null || text === "" || field.right !== "write") continue;
    const relation = isFieldTypeName(field.type) ? relationOf(field) : undefined;
    const [target, id] = text.split(":");
    given[field.name] = relation === "one" ? { id: text } : relation === "any" ? { entity: target, id } : text;
  }
  return given;
}

export function NewRecord({ name }: { name: string }) {
  const entity = useEntity(name);
  return entity ? <NewForm entity={entity} /> : null;
}

function NewForm({ entity }: { entity: ClientEntity }) {
  const t = useT();
  const router = useRouter();
  const toast = useToast();
  const search = useSearchParams();
  const frame = useEntityFrame(entity);
  const [store] = useState(() => {
    const type = entity.recordTypes[0]?.name;
    return new FormStore(frame, { creating: true, stored: {}, values: newValues(entity.fields, { ...(type ? { recordType: type } : {}), ...givenValues(entity, new URLSearchParams(search)) }) });
  });
  const { dirty } = useFormSummary(store);
  const [done, setDone] = useState(false);
  const { user } = useModel();
  const key = typedKey(user.id, entity.name);
  const { save, busy } = useSave(entity.name, key);
  const typed = useTyped(key, store);
  const [isWaiting, setWaiting] = useState(false);
  const compared = useCompared(entity, store);
  const recordType = useFormFact(store, () => (typeof store.values.recordType === "string" ? store.values.recordType : undefined));
  const form = useFittingForm(entity, store);
  const tabs = useShownTabs(form, store);
  const [tab, setTab] = useState(tabs[0]?.id ?? "");
  const first = form.tabs[0]?.sections.flatMap((section) => section.fields).find((place) => !store.field(place.field)?.state.readOnly)?.field;

  const submit = async () => {
    const outcome = await save(store);
    setWaiting(outcome.kind === "lost");
    if (outcome.kind === "saved") {
      setDone(true);
      typed.drop();
      toast({ title: t("record.created", { label: entity.label }) });
      router.replace(`/${entity.name}/${outcome.record.id}`);
      return;
    }
    const problem = outcome.kind === "refused" ? firstProblem(form, store) : undefined;
    if (!problem) return;
    if (problem.tab) setTab(problem.tab);
    focusField(problem.field);
  };

  useAgain(isWaiting && !busy, () => void submit());

  return (
    <>
      <PageBar titled crumbs={[{ label: entity.plural, href: `/${entity.name}` }, { label: t("record.new", { label: entity.label }) }]} />
      <LeaveGuard dirty={dirty && !done} />
      <main id="content" className="flex min-h-0 flex-1 flex-col">
        <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
          <div className="mx-auto max-w-4xl px-6 py-6 max-md:px-4">
            <h1 className="mb-4 text-xl font-semibold tracking-tight">{t("record.new", { label: entity.label })}</h1>
            {typed.found && !dirty && <TypedNotice kept={typed.found} onRestore={() => (store.reset({}, { ...store.values, ...typed.found!.typed }), typed.take())} onDrop={typed.drop} />}
            {entity.recordTypes.length > 1 && <TypeChoice entity={entity} value={recordType} onChange={(type) => store.change("recordType", type)} />}
            <DuplicateNotice entity={entity} values={compared.values} />
            <FormTabs tabs={tabs} value={tab} onChange={setTab}>
              <div onBlur={(event) => compared.look(event.target)}>
                <RecordForm form={form} store={store} tabId={tab} editing focus={first}>
                  <SideSections form={form} editing className="mt-6" />
                </RecordForm>
              </div>
            </FormTabs>
          </div>
        </div>
        <SaveBar store={store} busy={busy || done} isWaiting={isWaiting} onSave={() => void submit()} onCancel={() => (setDone(true), router.back())} />
      </main>
    </>
  );
}

/** Tabs of a form, shown when there is more than one; `children` is the chosen one. */
function FormTabs({ tabs, value, onChange, children }: { tabs: readonly ClientTab[]; value: string; onChange(id: string): void; children: ReactNode }) {
  if (tabs.length < 2) return children;
  const chosen = tabs.some((tab) => tab.id === value) ? value : (tabs[0]?.id ?? "");
  return (
    <Tabs value={chosen} onValueChange={onChange}>
      <TabsList className="mb-4">
        {tabs.map((tab) => (
          <TabsTrigger key={tab.id} value={tab.id}>
            {tab.label}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value={chosen} tabIndex={-1}>
        {children}
      </TabsContent>
    </Tabs>
  );
}

function TypeChoice({ entity, value, onChange }: { entity: ClientEntity; value: string | undefined; onChange(type: string): void }) {
  const t = useT();
  return (
    <div role="radiogroup" aria-label={t("record.type")} className="mb-5 flex flex-wrap gap-1.5">
      {entity.recordTypes.map((type) => (
        <label key={type.name} className={cn("cursor-pointer rounded-md border px-3 py-1.5 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent", type.name === value ? "border-accent bg-accent-soft font-medium text-accent-ink" : "border-line-strong hover:bg-hover")}>
          <input type="radio" name="recordType" className="sr-only" checked={type.name === value} onChange={() => onChange(type.name)} />
          {type.label}
        </label>
      ))}
    </div>
  );
}
