"use client";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { ChoiceAnswer, FieldAnswer } from "../../../runtime/studio/answers";
import type { StudioDocument } from "../../../runtime/studio/documents";
import { addRecordType, changeRecordType, recordTypesOf, removeRecordType, withTypeChoices, withTypeForm } from "../../../runtime/studio/record-types";
import { Setting } from "../../dashboards/builder/field";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Combobox } from "../../ui/combobox";
import { Input, NativeSelect } from "../../ui/input";

interface TypesProps {
  document: StudioDocument;
  fields: readonly FieldAnswer[];
  forms: readonly { readonly name: string; readonly label: string }[];
  onChange(next: (document: StudioDocument) => StudioDocument): void;
}

/** Kinds of records of one entity: what each is called, the form it opens with, the choices it allows. */
export function RecordTypes({ document, fields, forms, onChange }: TypesProps) {
  const t = useT();
  const [label, setLabel] = useState("");
  const types = recordTypesOf(document);
  const selects = fields.flatMap(({ name, label: words, type, options }) => (type === "select" ? [{ name, label: words, choices: (options["choices"] ?? []) as readonly ChoiceAnswer[] }] : []));
  const add = () => {
    if (label.trim() === "") return;
    onChange((now) => addRecordType(now, label));
    setLabel("");
  };
  return (
    <section className="mt-8">
      <h2 className="text-sm font-semibold">{t("studio.recordTypes")}</h2>
      <p className="mt-0.5 mb-2 text-xs text-ink-3">{t("studio.recordTypesText")}</p>
      <ul className="grid gap-2" aria-label={t("studio.recordTypes")}>
        {types.map((type) => (
          <li key={type.id} aria-label={type.label} className="grid gap-3 rounded-lg border border-line p-3 sm:grid-cols-2">
            <Setting label={t("studio.label")}>{(id) => <Input id={id} maxLength={200} value={type.label} onChange={(event) => onChange((now) => changeRecordType(now, type.id, { label: event.target.value }))} />}</Setting>
            <div className="flex items-end gap-1">
              <div className="min-w-0 flex-1"><Setting label={t("studio.form")}>{(id) => <NativeSelect id={id} className="w-full" value={type.form ?? ""} onValueChange={(form) => onChange((now) => withTypeForm(now, type.id, form || undefined))}><option value="">{t("studio.notSet")}</option>{forms.map((form) => <option key={form.name} value={form.name}>{form.label}</option>)}</NativeSelect>}</Setting></div>
              <Button variant="ghost" size="icon" aria-label={t("studio.removeRecordType", { label: type.label })} onClick={() => onChange((now) => removeRecordType(now, type.id))}><Trash2 /></Button>
            </div>
            {selects.map((field) => <Setting key={field.name} label={t("studio.allowedChoices", { field: field.label })}>{(id) => <Combobox id={id} multiple clearable placeholder={t("studio.allChoices")} choices={field.choices.map(({ value, label: words }) => ({ value, label: words }))} values={type.choices?.[field.name] ?? []} onChange={(values) => onChange((now) => withTypeChoices(now, type.id, field.name, values, field.choices.length))} />}</Setting>)}
          </li>
        ))}
      </ul>
      <form className="mt-2 flex max-w-md gap-2" onSubmit={(event) => { event.preventDefault(); add(); }}>
        <Input aria-label={t("studio.newRecordType")} placeholder={t("studio.newRecordType")} maxLength={200} value={label} onChange={(event) => setLabel(event.target.value)} />
        <Button type="submit"><Plus />{t("studio.addRecordType")}</Button>
      </form>
    </section>
  );
}
