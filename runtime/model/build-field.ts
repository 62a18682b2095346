/** From a field document to a FieldModel: options checked and completed, words in all languages, column, provenance. */
import { snakeCase } from "../kernel/names";
import type { StorageKind } from "../fields/field";
import type { FieldDocument } from "./generated/grammar";
import { at, schemaOf, typeOf, type Loading } from "./loading";
import type { Origin } from "./problem";
import { findingsOf, suggest } from "./schema-problems";
import { optionErrors } from "./schemas";
import { LOCAL_PACK } from "./source";
import type { FieldModel, Label } from "./types";

export interface FieldSource {
  readonly body: FieldDocument;
  readonly pack: string;
  readonly origin: Origin;
  /** Where translations keep its words: ["entities", "deal", "fields", "stage"]. */
  readonly words: readonly string[];
  /** Properties a local change set; "*" = it added the field. */
  readonly local?: ReadonlySet<string>;
  readonly recordTypes?: readonly string[];
}

const FLAGS = ["required", "readOnly", "unique", "index", "searchable", "audited", "personalData", "noCopy", "setOnce", "translatable"] as const;

/** Storage of a field for its options. */
export function storageKind(loading: Loading, field: Pick<FieldModel, "type" | "options">): StorageKind {
  const type = typeOf(loading, field);
  return type?.traits?.storage?.(field.options) ?? type?.storage ?? "computed";
}

/** Options with defaults of the type, or undefined after a problem. */
function checkedOptions(loading: Loading, { body, origin }: FieldSource): Record<string, unknown> | undefined {
  const options = structuredClone(body.options ?? {}) as Record<string, unknown>;
  const schema = schemaOf(loading, body.type) ?? { type: "object", additionalProperties: false, properties: {} };
  const findings = findingsOf(optionErrors(schema, options));
  for (const finding of findings) {
    const pointer = body.options === undefined ? "" : `/options${finding.pointer}`;
    loading.problems.take({ ...finding, file: origin.file, pointer: origin.pointer + pointer, remedy: body.options === undefined ? `${finding.remedy.replace(/\.$/, "")} under "options".` : finding.remedy });
  }
  if (findings.length > 0) return undefined;
  const issues = typeOf(loading, body)?.checkOptions?.(options) ?? [];
  for (const issue of issues) loading.problems.add({ file: origin.file, pointer: `${origin.pointer}/options${issue.pointer}` }, issue.code, issue.message.replace(/\.$/, ""), issue.remedy ?? "Change the options.");
  return issues.length === 0 ? options : undefined;
}

/** Labels inside options (of choices) become words in all languages. */
function translateChoices(loading: Loading, source: FieldSource, options: Record<string, unknown>): Record<string, unknown> {
  const choices = options["choices"];
  if (!Array.isArray(choices)) return options;
  const translated = choices.map((choice: Record<string, unknown>) =>
    typeof choice["label"] === "string" ? { ...choice, label: loading.words.label(choice["label"], source.pack, [...source.words, "choices", String(choice["id"])]) } : choice,
  );
  return { ...options, choices: translated };
}

/** Names of the types metadata may choose. */
function typeNames(loading: Loading): string[] {
  return Object.entries(loading.input.fieldTypes).filter(([, type]) => !type.traits?.reserved).map(([name]) => name);
}

/** The model of a field; undefined (with problems) when its type or options are wrong. */
export function buildField(loading: Loading, entity: string, source: FieldSource): FieldModel | undefined {
  const { body, pack, origin } = source;
  const type = typeOf(loading, body);
  if (!type) {
    loading.problems.add(at(origin, "type"), "unknownFieldType", `There is no field type "${body.type}"`, suggest(body.type, typeNames(loading), `Use one of: ${typeNames(loading).join(", ")}.`));
    return undefined;
  }
  if (type.traits?.reserved) {
    loading.problems.add(at(origin, "type"), "reserved", `The field type "${body.type}" is kept for system fields`, "Choose another type.");
    return undefined;
  }
  const checked = checkedOptions(loading, source);
  if (!checked) return undefined;
  const options = translateChoices(loading, source, checked);
  const column = storageKind(loading, { type: body.type, options }) === "columns" ? snakeCase(body.name) + (type.traits?.relation === "one" ? "_id" : "") : "";
  const flags = Object.fromEntries(FLAGS.map((flag) => [flag, body[flag] ?? false])) as Record<(typeof FLAGS)[number], boolean>;
  const field: FieldModel = {
    id: body.id, name: body.name, type: body.type, entity, column, options, system: false, ...flags,
    label: loading.words.label(body.label, pack, [...source.words, "label"]),
    ...definedOnly({
      help: loading.words.optional(body.help, pack, [...source.words, "help"]),
      placeholder: loading.words.optional(body.placeholder, pack, [...source.words, "placeholder"]),
      mask: body.mask, default: body.default, requiredWhen: body.requiredWhen, visibleWhen: body.visibleWhen, readOnlyWhen: body.readOnlyWhen,
      fetchFrom: body.fetchFrom, recordTypes: source.recordTypes, baseLanguage: flags.translatable ? loading.words.languageOf(pack) : undefined,
    }),
    invalidWhen: (body.invalidWhen ?? []).map((rule) => ({ id: rule.id, when: rule.when, message: loading.words.label(rule.message, pack, [...source.words, "invalidWhen", rule.id]) satisfies Label })),
    provenance: provenanceOf(body, pack, source.local),
  };
  loading.origins.set(field, origin);
  return field;
}

/** Which pack or local change gave each property. */
export function provenanceOf(body: object, pack: string, local: ReadonlySet<string> | undefined): Record<string, string> {
  const all = local?.has("*") ? LOCAL_PACK : pack;
  const marks: Record<string, string> = { "*": all };
  for (const property of Object.keys(body)) marks[property] = local?.has(property) ? LOCAL_PACK : all;
  return marks;
}

/** The same object without members that are undefined. */
export function definedOnly<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
