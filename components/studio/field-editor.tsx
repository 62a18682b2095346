"use client";
import { ChevronDown, ChevronUp, Settings2, Trash2 } from "lucide-react";
import { useState, type ReactNode } from "react";
import { isComputed, storageOf } from "../../runtime/fields/traits";
import { startOptions, targetFor, type FieldAnswer } from "../../runtime/studio/answers";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { cn } from "../ui/cn";
import { Input } from "../ui/input";
import type { KnownEntity, OptionsProps } from "./options/context";
import { editableOptions, GeneratedOptions } from "./options/generated-options";
import { OPTION_EDITORS } from "./options/registry";
import { TypeChoice } from "./type-choice";

interface FieldEditorProps {
  field: FieldAnswer;
  entity: KnownEntity;
  entities: readonly KnownEntity[];
  problems: readonly string[];
  onChange(field: FieldAnswer): void;
  onRemove(): void;
  /** -1 up, 1 down; absent = cannot go there. */
  onMove?: { up?(): void; down?(): void };
  /** Values are kept in records; not of a question an action asks. */
  kept?: boolean;
  /** More settings, of a field that is there. */
  more?: ReactNode;
}

/** Words a new select starts with, in the person's language. */
export function useStart() {
  const t = useT();
  return { choices: t("studio.startChoices").split(","), prefix: "N" };
}

/** One field: its name, its type, and what the type wants to know. */
export function FieldEditor({ field, entity, entities, problems, onChange, onRemove, onMove, kept = true, more: extra }: FieldEditorProps) {
  const t = useT();
  const start = useStart();
  const [open, setOpen] = useState(false);
  const own = OPTION_EDITORS[field.type];
  const more = editableOptions(field.type, own?.edits);
  const place = { type: field.type, options: field.options };
  const mayBeRequired = !isComputed(place) && storageOf(place) !== "children" && field.type !== "boolean";
  const mayBeUnique = kept && storageOf(place) === "columns" && !isComputed(place);
  const options: OptionsProps = { field, entity, entities, onChange: (next) => onChange({ ...field, options: next }) };
  return (
    <li aria-label={field.label} className={cn("group/field rounded-lg border border-line bg-canvas", problems.length > 0 && "border-danger")}>
      <div className="flex flex-wrap items-center gap-2 p-2">
        <Input aria-label={t("studio.fieldName")} className="min-w-40 flex-1" maxLength={200} value={field.label} onChange={(event) => onChange({ ...field, label: event.target.value })} />
        <TypeChoice label={t("studio.typeOf", { field: field.label })} value={field.type} onChange={(type) => onChange({ ...field, type, options: startOptions(type, { ...start, target: targetFor(field.label, entities) }) })} className="w-44 max-sm:flex-1" />
        <label className={cn("flex h-8 items-center gap-1.5 text-sm text-ink-2 max-sm:h-10", !mayBeRequired && "invisible")}>
          <Checkbox checked={field.required ?? false} onCheckedChange={(required) => onChange({ ...field, required })} />
          {t("studio.required")}
        </label>
        <div className="flex items-center">
          <Button variant="ghost" size="iconSm" aria-label={t("studio.settingsOf", { field: field.label })} aria-expanded={open} onClick={() => setOpen(!open)}><Settings2 /></Button>
          <Button variant="ghost" size="iconSm" aria-label={t("studio.up", { field: field.label })} disabled={!onMove?.up} onClick={onMove?.up}><ChevronUp /></Button>
          <Button variant="ghost" size="iconSm" aria-label={t("studio.down", { field: field.label })} disabled={!onMove?.down} onClick={onMove?.down}><ChevronDown /></Button>
          <Button variant="ghost" size="iconSm" aria-label={t("studio.removeField", { field: field.label })} onClick={onRemove}><Trash2 /></Button>
        </div>
      </div>
      {(own || open) && (
        <div className="grid gap-3 border-t border-line bg-sunken/50 px-3 py-2.5">
          {own && <own.Editor {...options} />}
          {open && (
            <>
              {mayBeUnique && (
                <label className="flex items-center gap-2 text-sm">
                  <Checkbox checked={field.unique ?? false} onCheckedChange={(unique) => onChange({ ...field, unique })} />
                  {t("studio.unique")}
                </label>
              )}
              {more.length > 0 && <GeneratedOptions {...options} without={own?.edits} />}
              {extra ?? <p className="text-xs text-ink-3">{t("studio.technicalName")} <code>{field.name}</code></p>}
            </>
          )}
        </div>
      )}
      {problems.map((problem) => <p key={problem} role="alert" className="border-t border-danger/30 px-3 py-1.5 text-xs text-danger-ink">{problem}</p>)}
    </li>
  );
}
