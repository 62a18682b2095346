/** Entities: the entity document of one pack and the extensions of others become one EntityModel. */
import { snakeCase } from "../kernel/names";
import { isTranslatable } from "../fields/translations/field";
import { makeCompanion } from "./content-languages";
import { buildField, definedOnly, provenanceOf, type FieldSource } from "./build-field";
import type { EntityDocument, ExtensionDocument, FieldDocument, RecordTypeDocument } from "./generated/grammar";
import { at, documentsOf, typeOf, type CheckedDocument, type Loading } from "./loading";
import type { Origin } from "./problem";
import { suggest } from "./schema-problems";
import { systemFieldsOf } from "./system-fields";
import type { ApprovalModel, EntityModel, FieldModel, MemberRoleModel, RecordTypeModel } from "./types";

/** One document that speaks about an entity: its own, or an extension. */
type Part = CheckedDocument<"entity"> | CheckedDocument<"extension">;

interface Draft {
  readonly own: CheckedDocument<"entity">;
  readonly parts: readonly Part[];
}

/** Fills `loading.entities`. */
export function buildEntities(loading: Loading): void {
  for (const draft of collect(loading)) {
    const entity = buildEntity(loading, draft);
    loading.entities.set(entity.name, entity);
  }
}

function collect(loading: Loading): Draft[] {
  const byId = new Map<string, { own: CheckedDocument<"entity">; parts: Part[] }>();
  const byName = new Map<string, CheckedDocument<"entity">>();
  for (const document of documentsOf(loading, "entity")) {
    const { id, name } = document.body;
    const origin = { file: document.file, pointer: "" };
    const twin = byId.get(id)?.own ?? byName.get(name);
    if (twin) loading.problems.add(at(origin, twin.body.id === id ? "id" : "name"), "duplicateEntity", `The packs "${twin.pack}" and "${document.pack}" both define the entity "${name}"`, "Keep one, and extend it from the other pack with extension.json.");
    else byId.set(id, { own: document, parts: [document] });
    byName.set(name, document);
    checkFolder(loading, document, name);
  }
  for (const document of documentsOf(loading, "extension")) {
    const draft = byId.get(document.body.extends);
    const origin = { file: document.file, pointer: "/extends" };
    if (!draft) loading.problems.add(origin, "unknownEntity", `There is no entity with the id "${document.body.extends}"`, suggest(document.body.extends, byId.keys(), "Extend an entity that exists."));
    else if (!loading.visible.get(document.pack)?.has(draft.own.pack)) loading.problems.add(origin, "notRequired", `The entity "${document.body.extends}" belongs to the pack "${draft.own.pack}", which "${document.pack}" does not require`, `Add "${draft.own.pack}" to "requires" in pack.json.`);
    else draft.parts.push(document);
  }
  return [...byId.values()];
}

function checkFolder(loading: Loading, document: CheckedDocument, name: string): void {
  const folder = document.path.split("/")[1];
  if (folder !== name) loading.problems.add({ file: document.file, pointer: "/name" }, "name", `The entity is named "${name}" but lies in the folder "${folder}"`, `Rename the folder to "${name}".`);
}

function buildEntity(loading: Loading, { own, parts }: Draft): EntityModel {
  const { body, pack } = own;
  const origin: Origin = { file: own.file, pointer: "" };
  const words = ["entities", body.id];
  const label = (text: string, part: Part, ...path: string[]) => loading.words.label(text, part.pack, [...words, ...path]);
  if (body.system && pack !== "core") loading.problems.add(at(origin, "system"), "reserved", 'Only the pack "core" may describe tables of the product', 'Take "system" away.');

  const recordTypes = parts.flatMap((part) => (part.body.recordTypes ?? []).map((type, i): RecordTypeModel => {
    const model = { id: type.id, name: type.name, label: label(type.label, part, "recordTypes", type.id), choices: type.choices ?? {}, ...definedOnly({ form: type.form }) };
    loading.origins.set(model, at({ file: part.file, pointer: "" }, "recordTypes", i));
    return model;
  }));
  const fields = distinct(loading, body.name, fieldSources(body.id, parts)).flatMap((source) => buildField(loading, body.name, source) ?? []).flatMap((field) => withCompanion(loading, field));
  const system = systemFieldsOf(loading, { name: body.name, system: body.system !== undefined, recordTypes }, origin);
  const all = [...fields, ...system.filter((field) => !(body.system && fields.some((own) => own.name === field.name)))];
  const gather = <K extends "unique" | "indexes" | "duplicateRules">(key: K) => parts.flatMap((part) => listWithOrigins(loading, part, key));
  const entity: EntityModel = {
    id: body.id, name: body.name, pack,
    label: label(body.label, own, "label"), plural: label(body.plural ?? body.label, own, body.plural ? "plural" : "label"),
    icon: body.icon ?? "box", table: body.system?.table ?? snakeCase(body.name), system: body.system !== undefined,
    titleField: body.titleField ?? defaultTitle(loading, fields), fields: all, fieldByName: new Map(all.map((field) => [field.name, field])), recordTypes,
    unique: gather("unique"), indexes: gather("indexes").map((index) => ({ ...index, kind: "kind" in index && index.kind === "trigram" ? "trigram" : "btree" })), duplicateRules: gather("duplicateRules"),
    memberRoles: parts.flatMap((part) => (part.body.memberRoles ?? []).map((role, i): MemberRoleModel => {
      const model = { id: role.id, name: role.name, label: label(role.label, part, "memberRoles", role.id), grants: role.grants };
      loading.origins.set(model, at({ file: part.file, pointer: "" }, "memberRoles", i));
      return model;
    })),
    approvals: parts.flatMap((part) => (part.body.approvals ?? []).map((approval, i): ApprovalModel => {
      const model = { ...approval, back: approval.back ?? [] };
      loading.origins.set(model, at({ file: part.file, pointer: "" }, "approvals", i));
      return model;
    })),
    defaultSort: (body.defaultSort ?? []).map(({ field, direction }) => ({ field, direction: direction ?? "asc" })),
    provenance: provenanceOf(body, pack, own.local.get("")),
    ...definedOnly({ description: loading.words.optional(body.description, pack, [...words, "description"]), parent: body.parent, formerNames: body.formerNames }),
  };
  loading.origins.set(entity, origin);
  return entity;
}

/** A translatable field brings its companion along; other types are refused by the checks. */
function withCompanion(loading: Loading, field: FieldModel): FieldModel[] {
  if (!field.translatable || !isTranslatable(field.type)) return [field];
  const companion = makeCompanion(field);
  loading.origins.set(companion, loading.origins.get(field)!);
  return [field, companion];
}

function listWithOrigins(loading: Loading, part: Part, key: "unique" | "indexes" | "duplicateRules"): { id: string; fields: string[]; kind?: string }[] {
  return (part.body[key] ?? []).map((item, i) => {
    const model = { ...item };
    loading.origins.set(model, at({ file: part.file, pointer: "" }, key, i));
    return model;
  });
}

/** Field documents of an entity with where each comes from: own ones, then those of record types, part by part. */
function fieldSources(entityId: string, parts: readonly Part[]): FieldSource[] {
  return parts.flatMap((part) => {
    const body: EntityDocument | ExtensionDocument = part.body;
    const source = (field: FieldDocument, node: string, pointer: string, recordType?: RecordTypeDocument): FieldSource => ({
      body: field, pack: part.pack, origin: { file: part.file, pointer }, words: ["entities", entityId, "fields", field.id], local: part.local.get(node), ...(recordType ? { recordTypes: [recordType.name] } : {}),
    });
    const own = (body.fields ?? []).map((field, i) => source(field, `fields/${field.id}`, `/fields/${i}`));
    const special = (body.recordTypes ?? []).flatMap((type, t) => (type.fields ?? []).map((field, i) => source(field, `recordTypes/${type.id}/fields/${field.id}`, `/recordTypes/${t}/fields/${i}`, type)));
    return [...own, ...special];
  });
}

/** Drops fields whose id or name is taken, with a problem that names both givers. */
function distinct(loading: Loading, entity: string, sources: readonly FieldSource[]): FieldSource[] {
  const ids = new Map<string, FieldSource>();
  const names = new Map<string, FieldSource>();
  return sources.filter((source) => {
    const { id, name } = source.body;
    const twin = names.get(name) ?? ids.get(id);
    if (twin) {
      const [key, value] = twin.body.name === name ? ["name", name] : ["id", id];
      const who = twin.pack === source.pack ? `The pack "${source.pack}" adds` : `The packs "${twin.pack}" and "${source.pack}" both add`;
      const twice = twin.pack === source.pack ? " twice" : "";
      loading.problems.add(at(source.origin, key!), "duplicateField", `${who} a field with the ${key} "${value}" to the entity "${entity}"${twice}`, twin.pack === source.pack ? "Rename one of them." : `Rename one of them, for example to "${source.pack}${value!.charAt(0).toUpperCase()}${value!.slice(1)}".`);
    }
    ids.set(id, source);
    names.set(name, source);
    return !twin;
  });
}

/** `name`, `title`, the first text field, or the id. */
function defaultTitle(loading: Loading, fields: readonly FieldModel[]): string {
  const texts = fields.filter((field) => isTextLike(loading, field));
  return (texts.find((field) => field.name === "name") ?? texts.find((field) => field.name === "title") ?? texts[0])?.name ?? "id";
}

/** True for fields whose text can name a record. */
export function isTextLike(loading: Loading, field: FieldModel): boolean {
  const type = typeOf(loading, field);
  return type !== undefined && !type.traits?.writeOnly && type.traits?.relation === undefined && (type.feel === "text" || type.searchable);
}
