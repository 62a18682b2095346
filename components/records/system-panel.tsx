"use client";
import { fieldsByName } from "../../runtime/forms/scope";
import type { ClientEntity } from "../../runtime/model/client";
import { FieldRow } from "../forms/field-row";
import type { FormStore } from "../forms/form-store";
import { FormProvider } from "../forms/use-form";
import { useT } from "../i18n/provider";

const SHOWN = ["recordType", "owner", "team", "unit", "createdAt", "createdBy", "updatedAt", "updatedBy"];

/** What the system knows of a record: whose it is, when it was made and changed. Beside the form, under it on a phone. */
export function SystemPanel({ entity, store, editing }: { entity: ClientEntity; store: FormStore; editing: boolean }) {
  const t = useT();
  const fields = fieldsByName(entity.fields);
  const known = SHOWN.flatMap((name) => {
    const field = fields.get(name);
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
