"use client";
import { CircleHelp } from "lucide-react";
import dynamic from "next/dynamic";
import { memo } from "react";
import type { ClientField } from "../../runtime/model/client";
import { FieldCell } from "../fields/field-cell";
import { useControl } from "../fields/control-part";
import { useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { cn } from "../ui/cn";
import { Tooltip } from "../ui/tooltip";
import { useIssueText } from "./issue-text";
import { useTextLanguage } from "./use-text-language";
import { useControlId, useField, useFormStore } from "./use-form";

/** Few fields have texts in several languages; the others do not load its menu. */
const LanguageSwitch = dynamic(() => import("./language-switch").then((module) => module.LanguageSwitch), { ssr: false });

export interface FieldRowProps {
  field: ClientField;
  editing: boolean;
  autoFocus?: boolean;
  span?: string;
  /** The section says the same: the label is for screen readers only. */
  quiet?: boolean;
  /** Called on a double click while the form is only read. */
  onEdit?(name: string): void;
}

/** Label, value or control, help and what is wrong. */
export const FieldRow = memo(function FieldRow({ field, editing, autoFocus, span, quiet, onEdit }: FieldRowProps) {
  const t = useT();
  const store = useFormStore();
  const snapshot = useField(field.name);
  const issueText = useIssueText();
  const id = useControlId(field.name);
  const tongue = useTextLanguage(field);
  const Control = useControl(editing);
  if (!snapshot?.state.visible) return null;
  const { state } = snapshot;
  const value = tongue ? tongue.value : snapshot.value;
  const issues = tongue ? [...snapshot.issues, ...tongue.issues] : snapshot.issues;
  const writing = editing && !state.readOnly;
  const Label = writing ? "label" : "span";
  // What the runtime will compute has nothing to show before the first save.
  if (store.situation.creating && state.readOnly && isBlank(value)) return null;
  // What is wrong inside a line is shown beside the line.
  const own = issues.filter((issue) => !/^\/\d+\//.test(issue.pointer));
  const note = own.length > 0 ? `${id}-issue` : undefined;

  return (
    <div className={cn("min-w-0", span)} data-field={field.name} onDoubleClick={!editing && !state.readOnly && onEdit ? () => onEdit(field.name) : undefined}>
      <div className={cn("mb-1 flex min-h-5 items-center gap-1 text-xs text-ink-2", quiet && "sr-only")}>
        <Label id={`${id}-label`} {...(writing ? { htmlFor: id } : {})} className="min-w-0 font-medium [overflow-wrap:anywhere]">
          {field.label}
        </Label>
        {writing && state.required && (
          <span className="text-danger-ink" title={t("field.required")}>
            <span aria-hidden>*</span>
            <span className="sr-only">{t("field.required")}</span>
          </span>
        )}
        {field.help && (
          <Tooltip text={<span className="max-w-64">{field.help}</span>}>
            <button type="button" tabIndex={editing ? 0 : -1} className="rounded-full text-ink-3 hover:text-ink" aria-label={t("field.help")} aria-describedby={`${id}-help`}>
              <CircleHelp className="size-3.5" aria-hidden />
            </button>
          </Tooltip>
        )}
        {field.help && (
          <span id={`${id}-help`} className="sr-only">
            {field.help}
          </span>
        )}
        {tongue && <LanguageSwitch label={field.label} languages={tongue.languages} value={tongue.chosen} filled={tongue.filled} onChange={tongue.choose} />}
      </div>
      {writing ? (
        <div onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && [field.name, field.companion ?? field.name].forEach(store.leave)}>
          {Control ? (
            <Control
              key={tongue?.chosen}
              id={id}
              field={field}
              value={value ?? null}
              onChange={(next) => (tongue ? tongue.change(next) : store.change(field.name, next))}
              invalid={issues.length > 0}
              issues={issues}
              describedBy={[note, field.help && `${id}-help`].filter(Boolean).join(" ") || undefined}
              labelledBy={`${id}-label`}
              autoFocus={autoFocus}
              choices={state.choices}
            />
          ) : (
            <Skeleton className="h-8" />
          )}
        </div>
      ) : (
        <div className="flex min-h-8 items-start py-1 text-sm">
          <div className="min-w-0 flex-1">{snapshot.isAwaited ? <Skeleton className="w-2/3" /> : isBlank(value) ? <span className="text-ink-3">—</span> : <FieldCell field={field} value={value} />}</div>
        </div>
      )}
      {own.length > 0 && (
        <p id={note} role="alert" className="mt-1 text-xs text-danger-ink">
          {own.map((issue) => issueText(field, issue)).join(" ")}
        </p>
      )}
    </div>
  );
});

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}
