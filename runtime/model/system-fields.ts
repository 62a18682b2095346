/** System fields: what every record has without its entity saying so. Words in the shipped languages; the types are those of the registry. */
import { at, type Loading } from "./loading";
import type { Origin } from "./problem";
import type { EntityModel, FieldModel, Label } from "./types";

interface SystemField {
  readonly name: string;
  readonly type: string;
  readonly column: string;
  readonly label: Label;
  readonly options?: Readonly<Record<string, unknown>>;
  /** People may write it. */
  readonly writable?: boolean;
  /** Tables of the product's own schema have it too. */
  readonly everywhere?: boolean;
}

const FIELDS: readonly SystemField[] = [
  { name: "id", type: "id", column: "id", everywhere: true, label: { en: "Id", ru: "Идентификатор", uk: "Ідентифікатор", tr: "Kimlik" } },
  { name: "version", type: "integer", column: "version", everywhere: true, label: { en: "Version", ru: "Версия", uk: "Версія", tr: "Sürüm" } },
  { name: "createdAt", type: "dateTime", column: "created_at", everywhere: true, label: { en: "Created", ru: "Создано", uk: "Створено", tr: "Oluşturulma" } },
  { name: "createdBy", type: "user", column: "created_by", label: { en: "Created by", ru: "Кем создано", uk: "Ким створено", tr: "Oluşturan" } },
  { name: "updatedAt", type: "dateTime", column: "updated_at", everywhere: true, label: { en: "Changed", ru: "Изменено", uk: "Змінено", tr: "Değiştirilme" } },
  { name: "updatedBy", type: "user", column: "updated_by", label: { en: "Changed by", ru: "Кем изменено", uk: "Ким змінено", tr: "Değiştiren" } },
  { name: "owner", type: "user", column: "owner_id", writable: true, label: { en: "Owner", ru: "Ответственный", uk: "Відповідальний", tr: "Sorumlu" } },
  { name: "team", type: "reference", column: "team_id", writable: true, options: { entity: "team" }, label: { en: "Team", ru: "Команда", uk: "Команда", tr: "Ekip" } },
  { name: "unit", type: "unit", column: "unit_id", writable: true, label: { en: "Unit", ru: "Подразделение", uk: "Підрозділ", tr: "Birim" } },
];

const RECORD_TYPE_LABEL: Label = { en: "Record type", ru: "Тип записи", uk: "Тип запису", tr: "Kayıt türü" };

/** Names no field of an ordinary entity may take. */
export const SYSTEM_FIELD_NAMES: readonly string[] = [...FIELDS.map((field) => field.name), "recordType"];

/** Columns of record tables that belong to no field. */
export const HIDDEN_COLUMNS: readonly string[] = ["deleted_at", "deleted_by", "search", "record_type"];

/** System fields writable by people: owner, team, unit, recordType. */
export const WRITABLE_SYSTEM_FIELDS: readonly string[] = [...FIELDS.filter((field) => field.writable).map((field) => field.name), "recordType"];

function systemField(entity: string, field: SystemField): FieldModel {
  return {
    id: field.name, name: field.name, type: field.type, entity, label: field.label, column: field.column, options: field.options ?? {},
    system: true, required: false, readOnly: !field.writable, unique: field.name === "id", index: false, searchable: false, audited: field.writable === true,
    personalData: false, noCopy: true, setOnce: false, translatable: false, invalidWhen: [], provenance: { "*": "system" },
  };
}

/** System fields of an entity, last in its display order; recordType only when record types exist. */
export function systemFieldsOf(loading: Loading, entity: Pick<EntityModel, "name" | "system" | "recordTypes">, origin: Origin): FieldModel[] {
  const fields = FIELDS.filter((field) => field.everywhere || !entity.system).map((field) => systemField(entity.name, field));
  if (entity.recordTypes.length > 0 && !entity.system) {
    const choices = entity.recordTypes.map(({ id, name, label }) => ({ id, value: name, label }));
    fields.push(systemField(entity.name, { name: "recordType", type: "select", column: "record_type", label: RECORD_TYPE_LABEL, options: { choices }, writable: true }));
  }
  for (const field of fields) loading.origins.set(field, at(origin));
  return fields;
}
