"use client";
import { ChevronDown } from "lucide-react";
import { useId } from "react";
import { evaluateCondition } from "../../runtime/expressions/evaluate";
import { fieldsByName, formScope } from "../../runtime/forms/scope";
import type { ClientSection, ClientTab } from "../../runtime/model/client";
import { useRemembered } from "../data/remembered";
import { cn } from "../ui/cn";
import { FieldRow } from "./field-row";
import type { FormStore } from "./form-store";
import { useFormFact, useFormStore } from "./use-form";

interface SectionsProps {
  tab: ClientTab;
  /** Id of the form: what was closed or opened in it is remembered on this device. */
  form: string;
  editing: boolean;
  /** Field to put the cursor in. */
  focus?: string;
  onEdit?(name: string): void;
  className?: string;
  /** Every section open, for paper. */
  isWhole?: boolean;
}

/** Does a condition of the layout hold for what is typed now? */
export function isShown(store: FormStore, condition: ClientTab["visibleWhen"]): boolean {
  return condition === undefined || evaluateCondition(condition, formScope(store.frame.fields, store.values, store.frame.env, store.frame.entities, store.frame.behind));
}

/** One tab of a form: its sections under each other. */
export function FormSections({ tab, form, editing, focus, onEdit, className, isWhole }: SectionsProps) {
  const store = useFormStore();
  const shown = useFormFact(store, () => tab.sections.map((section) => Number(isShown(store, section.visibleWhen))).join(""));
  return (
    <div className={cn("grid gap-6", className)}>
      {tab.sections
        .filter((_, index) => shown[index] === "1")
        .map((section) => (
          <Section key={section.id} section={section} form={form} isWhole={isWhole} editing={editing} focus={focus} onEdit={onEdit} />
        ))}
    </div>
  );
}

/** By the width of the section, not of the window: the same form stands on a page, at its side and in a dialog. */
const GRID = { 1: "", 2: "@md:grid-cols-2", 3: "@md:grid-cols-2 @2xl:grid-cols-3" } as const;
const SPAN = { 1: "", 2: "@md:col-span-2", 3: "@md:col-span-2 @2xl:col-span-3" } as const;

function Section({ section, form, isWhole, editing, focus, onEdit }: Omit<SectionsProps, "tab" | "className"> & { section: ClientSection }) {
  const store = useFormStore();
  const id = useId();
  const fields = fieldsByName(store.frame.fields);
  const known = section.fields.flatMap((place) => {
    const field = fields.get(place.field);
    // A new record asks for its type above the form, which depends on it.
    if (field?.name === "recordType" && store.situation.creating) return [];
    return field ? [{ place, field }] : [];
  });
  const hasIssue = useFormFact(store, () => known.some(({ field }) => (store.field(field.name)?.issues.length ?? 0) > 0));
  const isEmpty = useFormFact(store, () => !known.some(({ field }) => store.field(field.name)?.state.visible));
  const [closed, setClosed] = useRemembered(`metaloom.closed.${form}.${section.id}`, section.collapsed);
  const open = !closed || hasIssue || isWhole === true;
  if (isEmpty) return null;
  return (
    <section aria-labelledby={section.label ? id : undefined} className="@container min-w-0">
      {section.label && (
        <h2 id={id} className="mb-2.5 text-sm font-semibold">
          <button type="button" aria-expanded={open} onClick={() => setClosed(open)} className="flex items-center gap-1 rounded-sm">
            {section.label}
            <ChevronDown className={cn("size-4 text-ink-3 transition-transform", !open && "-rotate-90")} aria-hidden />
          </button>
        </h2>
      )}
      {open && (
        <div className={cn("grid grid-cols-1 gap-x-6 gap-y-3", GRID[section.columns])}>
          {known.map(({ place, field }) => (
            <FieldRow key={place.id} field={field} editing={editing} autoFocus={field.name === focus} quiet={known.length === 1 && field.label === section.label} span={SPAN[Math.min(place.span, section.columns) as 1 | 2 | 3]} onEdit={onEdit} />
          ))}
        </div>
      )}
    </section>
  );
}
