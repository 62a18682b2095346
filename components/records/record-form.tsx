"use client";
import { CloudOff, TriangleAlert } from "lucide-react";
import { useCallback, useEffect, useMemo, type ReactNode } from "react";
import type { Condition } from "../../runtime/expressions/condition";
import { evaluateCondition } from "../../runtime/expressions/evaluate";
import { formFor, generatedForm } from "../../runtime/forms/layout";
import { formScope, type Values } from "../../runtime/forms/scope";
import type { ClientEntity, ClientForm } from "../../runtime/model/client";
import { FormSections, isShown } from "../forms/form-sections";
import type { FormStore } from "../forms/form-store";
import { FormProvider, useFormFact, useFormSummary } from "../forms/use-form";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Notice } from "../ui/states";
import { Kbd } from "../ui/badge";

/** The form that fits the record these values belong to, as far as what lies behind it is known. */
export function useFittingForm(entity: ClientEntity, store: FormStore, values?: Values): ClientForm {
  const id = useFormFact(store, () => {
    const { frame } = store;
    const of = values ?? store.values;
    const holds = (condition: Condition) => evaluateCondition(condition, formScope(frame.fields, of, frame.env, frame.entities, frame.behind));
    return formFor(entity, { recordType: typeof of.recordType === "string" ? of.recordType : undefined, holds }).id;
  });
  return useMemo(() => entity.forms.find((form) => form.id === id) ?? generatedForm(entity), [entity, id]);
}

/** Tabs of a form that are shown for what is typed now. */
export function useShownTabs(form: ClientForm, store: FormStore) {
  const shown = useFormFact(store, () => form.tabs.map((tab) => Number(isShown(store, tab.visibleWhen))).join(""));
  return useMemo(() => form.tabs.filter((_, index) => shown[index] === "1"), [form, shown]);
}

interface RecordFormProps {
  form: ClientForm;
  store: FormStore;
  tabId: string;
  editing: boolean;
  focus?: string;
  onEdit?(name: string): void;
  children?: ReactNode;
}

/** The sections of one tab, with what is wrong with the form as a whole above. */
export function RecordForm({ form, store, tabId, editing, focus, onEdit, children }: RecordFormProps) {
  const { general } = useFormSummary(store);
  const tabs = useShownTabs(form, store);
  const tab = tabs.find((one) => one.id === tabId) ?? tabs[0];
  return (
    <FormProvider store={store}>
      {general.length > 0 && (
        <Notice tone="danger" className="mb-4">
          {general.map((issue) => [issue.message, issue.remedy].filter(Boolean).join(" ")).join(" ")}
        </Notice>
      )}
      {tab && <FormSections tab={tab} form={form.id} editing={editing} focus={focus} onEdit={onEdit} />}
      {children}
    </FormProvider>
  );
}

/** The sections beside every tab; stands inside a FormProvider. */
export function SideSections({ form, editing, onEdit, className, isWhole }: Pick<RecordFormProps, "form" | "editing" | "onEdit"> & { className?: string; isWhole?: boolean }) {
  return form.side && form.side.length > 0 ? <FormSections tab={{ id: "side", label: "", sections: form.side }} form={form.id} editing={editing} onEdit={onEdit} className={className} isWhole={isWhole} /> : null;
}

/** The tab that holds the first field with an issue (undefined at the side, which every tab has), and the field: where to lead the person after a refusal. */
export function firstProblem(form: ClientForm, store: FormStore): { tab: string | undefined; field: string } | undefined {
  for (const tab of form.tabs) {
    const field = store.firstInvalid(tab.sections.flatMap((section) => section.fields.map((place) => place.field)));
    if (field) return { tab: tab.id, field };
  }
  const aside = store.firstInvalid((form.side ?? []).flatMap((section) => section.fields.map((place) => place.field)));
  return aside ? { tab: undefined, field: aside } : undefined;
}

/** Puts the cursor into a field, once it is on the screen. */
export function focusField(name: string): void {
  requestAnimationFrame(() => {
    const box = document.querySelector(`[data-field="${CSS.escape(name)}"]`);
    const inputs = "input:not([type=hidden]), textarea, select, [role=combobox], [contenteditable=true], button";
    (box?.querySelector<HTMLElement>(":is(input, textarea, select, button)[aria-invalid=true]") ?? box?.querySelector<HTMLElement>(inputs))?.focus();
    box?.scrollIntoView({ block: "center", behavior: "smooth" });
  });
}

interface SaveBarProps {
  store: FormStore;
  busy: boolean;
  /** Sent, but nobody answered: it is tried again by itself. */
  isWaiting?: boolean;
  onSave(): void;
  onCancel(): void;
}

/** Save and cancel, always in sight while a form is edited. Ctrl+S and Ctrl+Enter save, Escape cancels. */
export function SaveBar({ store, busy, isWaiting, onSave, onCancel }: SaveBarProps) {
  const t = useT();
  const { dirty, invalid } = useFormSummary(store);
  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const inDialog = event.target instanceof Element && event.target.closest("[role=dialog], [role=alertdialog]") !== null;
      if (inDialog || event.defaultPrevented) return;
      if ((event.ctrlKey || event.metaKey) && (event.key.toLowerCase() === "s" || event.key === "Enter")) {
        event.preventDefault();
        if (!busy) onSave();
      } else if (event.key === "Escape" && !dirty) onCancel();
    },
    [busy, dirty, onCancel, onSave],
  );
  useEffect(() => {
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [onKeyDown]);
  return (
    <div data-chrome className="flex shrink-0 items-center gap-2 border-t border-line bg-canvas px-6 py-2.5 max-md:px-4">
      <span role="status" className="mr-auto flex items-center gap-1.5 text-sm text-ink-3">
        {isWaiting ? (
          <span className="flex items-center gap-1.5 text-warning-ink">
            <CloudOff className="size-4" aria-hidden />
            {t("record.waiting")}
          </span>
        ) : invalid ? (
          <span className="flex items-center gap-1.5 text-danger-ink">
            <TriangleAlert className="size-4" aria-hidden />
            {t("record.invalid")}
          </span>
        ) : dirty ? (
          t("record.dirty")
        ) : null}
      </span>
      <Button onClick={onCancel} disabled={busy}>
        {t("common.cancel")}
      </Button>
      <Button variant="primary" onClick={onSave} disabled={busy} aria-keyshortcuts="Control+S">
        {busy ? t("common.saving") : t("common.save")}
        <Kbd className="border-white/40 bg-transparent text-on-accent max-md:hidden" aria-hidden>
          {t("keys.ctrlS")}
        </Kbd>
      </Button>
    </div>
  );
}
