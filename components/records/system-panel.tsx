"use client";
import { fieldsByName } from "../../runtime/forms/scope";
import type { ClientEntity, ClientForm } from "../../runtime/model/client";
import { FieldRow } from "../forms/field-row";
import type { FormStore } from "../forms/form-store";
import { FormProvider } from "../forms/use-form";
import { useT } from "../i18n/provider";

const SHOWN = ["recordType", "owner", "team", "unit", "createdAt", "createdBy", "updatedAt", "updatedBy"];

/** What the system knows of a record: whose it is, when it was made and changed. Beside the form, under it on a phone. */
export function SystemPanel({ entity, form, store, editing }: { entity: ClientEntity; form: ClientForm; store: FormStore; editing: boolean }) {
  const t = useT();
  const fields = fieldsByName(entity.fields);
  const placed = new Set(form.tabs.flatMap((tab) => tab.sections.flatMap((section) => section.fields.map((place) => place.field))));
  const known = SHOWN.flatMap((name) => {
    const field = placed.has(name) ? undefined : fields.get(name);
    return field ? [field] : [];
  });
  if (known.length === 0) return null;
  return (
    <aside aria-label={t("record.about")} className="lg:border-l lg:border-line lg:pl-6">
      <FormProvider store={store}>
        <div className="grid gap-3 max-lg:grid-cols-2 max-sm:grid-cols-1">
          {known.map((field) => (
            <FieldRow key={field.name} field={field} editing={editing} />
          ))}
        </div>
      </FormProvider>
    </aside>
  );
}
