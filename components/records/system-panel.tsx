"use client";
import { fieldsByName } from "../../runtime/forms/scope";
import { sectionsOf } from "../../runtime/forms/layout";
import type { ClientEntity, ClientForm } from "../../runtime/model/client";
import { FieldRow } from "../forms/field-row";
import type { FormStore } from "../forms/form-store";
import { FormProvider } from "../forms/use-form";
import { useT } from "../i18n/provider";
import { SideSections } from "./record-form";

const SHOWN = ["recordType", "owner", "team", "unit", "createdAt", "createdBy", "updatedAt", "updatedBy"];

/** Beside the form, under it on a phone: the sections the form puts there, then what the system knows (whose it is, when it was changed). */
export function SystemPanel({ entity, form, store, editing, onEdit, isWhole }: { entity: ClientEntity; form: ClientForm; store: FormStore; editing: boolean; onEdit?(name: string): void; isWhole?: boolean }) {
  const t = useT();
  const fields = fieldsByName(entity.fields);
  const placed = new Set(sectionsOf(form).flatMap((section) => section.fields.map((place) => place.field)));
  const known = SHOWN.flatMap((name) => {
    const field = placed.has(name) ? undefined : fields.get(name);
    return field ? [field] : [];
  });
  if (known.length === 0 && !form.side?.length) return null;
  return (
    <aside aria-label={t("record.about")} className="lg:border-l lg:border-line lg:pl-6">
      <FormProvider store={store}>
        <SideSections form={form} editing={editing} onEdit={onEdit} isWhole={isWhole} className="mb-6" />
        <div className="grid gap-3 max-lg:grid-cols-2 max-sm:grid-cols-1">
          {known.map((field) => (
            <FieldRow key={field.name} field={field} editing={editing} />
          ))}
        </div>
      </FormProvider>
    </aside>
  );
}
