/** Which form a record is shown with: the one of its record type, else the default, else one made from the fields. */
import type { ClientEntity, ClientField, ClientForm, ClientRecordType } from "../model/client";

/** Types that need the whole width when nobody laid the form out by hand. */
const WIDE: ReadonlySet<string> = new Set(["longText", "richText", "markdown", "children", "json", "code", "address", "references"]);

export function formFor(entity: ClientEntity, recordType?: string): ClientForm {
  const wanted = entity.recordTypes.find((type) => type.name === recordType);
  return (
    entity.forms.find((form) => isNamedBy(form, wanted)) ??
    entity.forms.find((form) => form.recordType === undefined && form.default) ??
    entity.forms.find((form) => form.recordType === undefined) ??
    generatedForm(entity)
  );
}

function isNamedBy(form: ClientForm, type: ClientRecordType | undefined): boolean {
  return type !== undefined && (form.name === type.form || form.recordType === type.name);
}

/** One section with every field that is not the system's, in order. */
export function generatedForm(entity: Pick<ClientEntity, "name" | "label" | "fields">): ClientForm {
  const fields = entity.fields.filter((field) => !field.system).map((field) => ({ id: field.name, field: field.name, span: span(field) }));
  return {
    id: `${entity.name}.generated`, name: "generated", label: entity.label, default: true, related: [],
    tabs: [{ id: "main", label: entity.label, sections: [{ id: "main", columns: 2, collapsed: false, fields }] }],
  };
}

function span(field: ClientField): 1 | 2 {
  return WIDE.has(field.type) ? 2 : 1;
}
