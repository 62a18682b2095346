"use client";
import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { evaluateCondition } from "../../runtime/expressions/evaluate";
import { fieldsByName, formScope } from "../../runtime/forms/scope";
import type { ClientSection, ClientTab } from "../../runtime/model/client";
import { cn } from "../ui/cn";
import { FieldRow } from "./field-row";
import type { FormStore } from "./form-store";
import { useFormStore, useFormValues } from "./use-form";

interface SectionsProps {
  tab: ClientTab;
  editing: boolean;
  /** Field to put the cursor in. */
  focus?: string;
  onEdit?(name: string): void;
}

/** Does a condition of the layout hold for what is typed now? */
export function isShown(store: FormStore, condition: ClientTab["visibleWhen"]): boolean {
  return condition === undefined || evaluateCondition(condition, formScope(store.frame.fields, store.values, store.frame.env, store.frame.entities, store.frame.behind));
}

/** One tab of a form: its sections under each other. */
export function FormSections({ tab, editing, focus, onEdit }: SectionsProps) {
  const store = useFormStore();
  useFormValues(store);
  return (
    <div className="grid gap-6">
      {tab.sections
        .filter((section) => isShown(store, section.visibleWhen))
        .map((section) => (
          <Section key={section.id} section={section} editing={editing} focus={focus} onEdit={onEdit} />
        ))}
    </div>
  );
}

const GRID = { 1: "grid-cols-1", 2: "sm:grid-cols-2", 3: "sm:grid-cols-2 lg:grid-cols-3" } as const;
const SPAN = { 1: "", 2: "sm:col-span-2", 3: "sm:col-span-2 lg:col-span-3" } as const;

function Section({ section, editing, focus, onEdit }: Omit<SectionsProps, "tab"> & { section: ClientSection }) {
  const store = useFormStore();
  const id = useId();
  const fields = fieldsByName(store.frame.fields);
  const known = section.fields.flatMap((place) => {
    const field = fields.get(place.field);
    // A new record asks for its type above the form, which depends on it.
    if (field?.name === "recordType" && store.situation.creating) return [];
    return field ? [{ place, field }] : [];
  });
  const hasIssue = known.some(({ field }) => store.field(field.name)?.issues.length);
  const [closed, setClosed] = useState(section.collapsed);
  const open = !closed || hasIssue;
  if (!known.some(({ field }) => store.field(field.name)?.state.visible)) return null;
  return (
    <section aria-labelledby={section.label ? id : undefined}>
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
