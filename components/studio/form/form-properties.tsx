"use client";
import { Trash2 } from "lucide-react";
import type { Condition } from "../../../runtime/expressions/condition";
import type { ClientEntity, ClientModel } from "../../../runtime/model/client";
import { changePlace, changeSection, changeTab, placeField, removeSection, removeTab, showWhen, unplaceField, type FormDocument } from "../../../runtime/studio/edit";
import { Setting } from "../../dashboards/builder/field";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { Input, NativeSelect } from "../../ui/input";
import { ConditionSetting } from "../screens/condition-setting";

export interface Selection {
  readonly kind: "tab" | "section" | "field";
  readonly id: string;
}

interface PropertiesProps {
  form: FormDocument;
  selection: Selection;
  /** The entity as the changes would make it, and the model it is of; conditions speak of it. */
  seen: { readonly entity: ClientEntity; readonly model: ClientModel } | undefined;
  labelOf(field: string): string;
  onChange(next: (form: FormDocument) => FormDocument): void;
  onSelect(selection: Selection | undefined): void;
}

/** What can be said about the tab, section or field that is chosen. */
export function FormProperties({ form, selection, seen, labelOf, onChange, onSelect }: PropertiesProps) {
  const t = useT();
  const sections = form.tabs.flatMap((tab) => tab.sections);
  const remove = (change: (form: FormDocument) => FormDocument) => { onChange(change); onSelect(undefined); };
  const shownWhen = (kind: "tab" | "section", { id, visibleWhen }: { readonly id: string; readonly visibleWhen?: unknown }) => seen && (
    <ConditionSetting label={t("studio.visibleWhen")} otherwise={t("studio.visibleWhen.never")} entity={seen.entity} model={seen.model} condition={visibleWhen as Condition | undefined} onChange={(when) => onChange((now) => showWhen(now, kind, id, when))} />
  );
  if (selection.kind === "tab") {
    const tab = form.tabs.find(({ id }) => id === selection.id);
    if (!tab) return null;
    return (
      <div className="grid gap-3">
        <h3 className="text-sm font-semibold">{t("studio.tab")}</h3>
        <Setting label={t("studio.label")}>{(id) => <Input id={id} maxLength={200} value={tab.label} onChange={(event) => onChange((now) => changeTab(now, tab.id, event.target.value))} />}</Setting>
        {shownWhen("tab", tab)}
        <Button variant="ghost" disabled={form.tabs.length === 1} onClick={() => remove((now) => removeTab(now, tab.id))}><Trash2 />{t("studio.removeTab")}</Button>
      </div>
    );
  }
  if (selection.kind === "section") {
    const section = sections.find(({ id }) => id === selection.id);
    if (!section) return null;
    return (
      <div className="grid gap-3">
        <h3 className="text-sm font-semibold">{t("studio.section")}</h3>
        <Setting label={t("studio.label")}>{(id) => <Input id={id} maxLength={200} value={section.label ?? ""} onChange={(event) => onChange((now) => changeSection(now, section.id, { label: event.target.value }))} />}</Setting>
        <Setting label={t("studio.columnsOf")}>{(id) => <NativeSelect id={id} className="w-full" value={String(section.columns ?? 1)} onValueChange={(columns) => onChange((now) => changeSection(now, section.id, { columns: Number(columns) }))}>{["1", "2", "3"].map((count) => <option key={count}>{count}</option>)}</NativeSelect>}</Setting>
        <label className="flex items-center gap-2 text-sm"><Checkbox checked={section.collapsed ?? false} disabled={!section.label} onCheckedChange={(collapsed) => onChange((now) => changeSection(now, section.id, { collapsed }))} />{t("studio.collapsed")}</label>
        {shownWhen("section", section)}
        <Button variant="ghost" disabled={(form.tabs.find((tab) => tab.sections.includes(section))?.sections.length ?? 1) === 1} onClick={() => remove((now) => removeSection(now, section.id))}><Trash2 />{t("studio.removeSection")}</Button>
      </div>
    );
  }
  const section = sections.find(({ fields }) => fields.some(({ field }) => field === selection.id));
  const place = section?.fields.find(({ field }) => field === selection.id);
  if (!section || !place) return null;
  // Only one tab is in sight at a time, so nothing can be dragged to another.
  const home = form.tabs.find(({ sections: parts }) => parts.includes(section));
  return (
    <div className="grid gap-3">
      <h3 className="text-sm font-semibold">{labelOf(place.field)}</h3>
      {form.tabs.length > 1 && home && (
        <Setting label={t("studio.tab")}>
          {(id) => (
            <NativeSelect id={id} className="w-full" value={home.id} onValueChange={(tab) => onChange((now) => placeField(now, place.field, { section: now.tabs.find((one) => one.id === tab)!.sections[0]!.id }))}>
              {form.tabs.map((tab) => <option key={tab.id} value={tab.id}>{tab.label}</option>)}
            </NativeSelect>
          )}
        </Setting>
      )}
      <Setting label={t("studio.width")}>
        {(id) => (
          <NativeSelect id={id} className="w-full" value={String(place.span ?? 1)} onValueChange={(span) => onChange((now) => changePlace(now, place.field, Number(span)))}>
            {Array.from({ length: section.columns ?? 1 }, (_, index) => <option key={index} value={index + 1}>{t("studio.spans", { count: index + 1 })}</option>)}
          </NativeSelect>
        )}
      </Setting>
      <Button variant="ghost" onClick={() => remove((now) => unplaceField(now, place.field))}><Trash2 />{t("studio.takeOffForm")}</Button>
    </div>
  );
}
