/**
 * Content in several languages. A *translatable* field keeps the text of its *base language* (that of its pack) in its own column;
 * its *companion*, a field the product adds, keeps the others by language. Browser-safe.
 */
import type { AppModel, EntityModel, FieldModel, Label } from "./types";

/** What companions are called after the label of their field. */
const WORD: Label = { en: "translations", ru: "переводы", uk: "переклади", tr: "çeviriler" };

const companionName = (field: string): string => `${field}Translations`;

/** The companion of a translatable field; undefined for other fields. */
export const companionOf = (entity: Pick<EntityModel, "fieldByName">, field: FieldModel): FieldModel | undefined => (field.baseLanguage === undefined ? undefined : entity.fieldByName.get(companionName(field.name)));

/** Rights, history and rules of the companion are those of its field; what judges one text (required, invalidWhen) stays with the field. */
export function makeCompanion(field: FieldModel): FieldModel {
  const label = Object.fromEntries(Object.entries(field.label).map(([language, text]) => [language, `${text} (${WORD[language] ?? WORD["en"]})`]));
  return {
    id: `${field.id}~translations`, name: companionName(field.name), type: "translations", entity: field.entity, label, column: `${field.column}_i18n`, translates: field.name,
    options: { of: field.type, each: field.options }, system: false, required: false, readOnly: field.readOnly, unique: false, index: false, searchable: false,
    audited: field.audited, personalData: field.personalData, noCopy: field.noCopy, setOnce: false, translatable: false, invalidWhen: [], provenance: field.provenance,
    ...(field.visibleWhen ? { visibleWhen: field.visibleWhen } : {}), ...(field.readOnlyWhen ? { readOnlyWhen: field.readOnlyWhen } : {}), ...(field.recordTypes ? { recordTypes: field.recordTypes } : {}),
  };
}

/** Language in which somebody with this tag reads and writes texts: one of the installation where it has it, or that without the region. */
export function contentLanguage(model: Pick<AppModel, "languages">, tag: string): string {
  const primary = tag.split("-")[0]!;
  return !model.languages.includes(tag) && model.languages.includes(primary) ? primary : tag;
}
