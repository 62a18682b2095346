/** Columns of an export: where a value is in a record, how it is headed, how it is written. */
import { fieldType } from "../fields/index";
import { relationOf } from "../fields/traits";
import { contentLanguage } from "../model/content-languages";
import type { EntityModel, FieldModel } from "../model/types";
import { defaultPaths } from "../queries/projection";
import { Source, type Reading } from "../queries/scope";

export interface ExportColumn {
  /** Member of the record, "organisation.city" for a path. */
  readonly path: string;
  readonly header: string;
  readonly field: FieldModel;
  /** Masked values are texts already and nothing else. */
  readonly masked: boolean;
  readonly isIds: boolean;
  /** Language of the text, in a column of translations. */
  readonly language?: string;
  /** Text of the record's value; "" when empty. */
  text(value: unknown): string;
}

interface Titled {
  readonly id: string;
  readonly title?: string | null;
  readonly name?: string;
  readonly entity?: string;
}

/** @throws AppError query:invalid for a path the caller does not know. */
export function exportColumns(reading: Reading, entity: EntityModel, paths: readonly string[] | undefined, language: string, options: { ids?: boolean; header?: "label" | "name" }): ExportColumn[] {
  const source = new Source(reading, entity, "t", false);
  const columns = (paths ?? defaultPaths(source)).flatMap((path) => {
    const { field, entity: owner, masked } = source.resolve(path);
    if (field.translates !== undefined && !masked) return languageColumns(reading, owner.fieldByName.get(field.translates)!, field, path, language, options);
    const header = options.header === "name" ? path : labelOf(entity, source, path, language);
    const value: ExportColumn = { path, header, field, masked, isIds: false, text: textOf(field, masked) };
    const refers = !masked && (relationOf(field) !== undefined || fieldType(field.type).traits?.files);
    return options.ids && refers ? [value, { ...value, header: options.header === "name" ? `${path}.id` : `${header} (id)`, isIds: true, text: idsOf }] : [value];
  });
  return unambiguous(columns);
}

/** One column for each language but the caller's own, in which the field itself is written. */
function languageColumns(reading: Reading, base: FieldModel, field: FieldModel, path: string, language: string, { header }: { header?: "label" | "name" }): ExportColumn[] {
  const own = contentLanguage(reading.model, language);
  return reading.model.languages.filter((tag) => tag !== own).map((tag) => ({
    path, field, masked: false, isIds: false, language: tag,
    header: header === "name" ? `${path}.${tag}` : `${base.label[language] ?? base.label["en"] ?? base.name} [${tag}]`,
    text: (texts) => (texts as Record<string, string | null> | null)?.[tag] ?? "",
  }));
}

/** "Organisation / City" for a path through a reference. */
function labelOf(entity: EntityModel, source: Source, path: string, language: string): string {
  const hops = path.split(".");
  return hops.map((_, i) => source.resolve(hops.slice(0, i + 1).join(".")).field).map((field) => field.label[language] ?? field.label["en"] ?? field.name).join(" / ");
}

/** Two fields of one label would be one column to an import: they get their names. */
function unambiguous(columns: readonly ExportColumn[]): ExportColumn[] {
  const count = new Map<string, number>();
  for (const { header } of columns) count.set(header.toLowerCase(), (count.get(header.toLowerCase()) ?? 0) + 1);
  return columns.map((column) => (count.get(column.header.toLowerCase())! > 1 ? { ...column, header: `${column.header} (${column.path}${column.isIds ? ".id" : ""})` } : column));
}

const listOf = (value: unknown): readonly Titled[] => (Array.isArray(value) ? (value as Titled[]) : value ? [value as Titled] : []);

function textOf(field: FieldModel, masked: boolean): (value: unknown) => string {
  if (masked) return (value) => (typeof value === "string" ? value : value === null || value === undefined ? "" : JSON.stringify(value));
  const type = fieldType(field.type);
  if (relationOf(field) !== undefined || type.traits?.files) return (value) => listOf(value).map((item) => item.title ?? item.name ?? "").join("; ");
  return (value) => (value === null || value === undefined ? "" : type.toText(value as never, field.options));
}

const idsOf = (value: unknown): string => listOf(value).map((item) => (item.entity === undefined ? item.id : `${item.entity}:${item.id}`)).join("; ");
