/**
 * Answers → documents of a module (a pack made here): its manifest, entities with a form, a list and a board where there is a state,
 * roles and a menu. Pure; what comes out always loads, as far as the answers name things that exist.
 */
import { fieldType } from "../fields/index";
import { isComputed, relationOf, storageOf, targetsOf } from "../fields/traits";
import { USUAL_GRANTS, type EntityAnswer, type FieldAnswer, type Grants, type ModuleAnswer, type RoleAnswer } from "./answers";

export type StudioDocument = Readonly<Record<string, unknown>>;

/** One change as POST /metadata/publish takes it. */
export interface StudioChange {
  readonly kind: string;
  readonly name: string;
  readonly pack?: string;
  readonly document: StudioDocument | null;
}

/** Words of the documents that nobody typed, in the language of the module. */
export interface DocumentWords {
  readonly general: string;
  readonly mainForm: string;
  readonly allOf: (plural: string) => string;
  readonly board: string;
}

/** Packs that must be there, by the entities the module points at. */
export interface Surroundings {
  /** Pack and version of an entity that is installed; undefined for one that needs no requirement. */
  packOf(entity: string): { readonly name: string; readonly version: string } | undefined;
}

const COLUMNS = 6;
const CARD_FIELDS = 3;

/** All documents of a new module. */
export function moduleChanges(module: ModuleAnswer, words: DocumentWords, around: Surroundings): readonly StudioChange[] {
  const { name: pack, entities } = module;
  return [
    { kind: "pack", name: pack, document: manifestOf(module, around) },
    ...entities.flatMap((entity) => entityChanges(pack, entity, entities, words)),
    ...module.roles.map((role): StudioChange => ({ kind: "role", name: role.name, pack, document: roleDocument(role, entities) })),
    ...(entities.length > 0 ? [{ kind: "menu", name: pack, pack, document: menuDocument(module) }] : []),
  ];
}

function manifestOf({ name, label, description, language, entities }: ModuleAnswer, around: Surroundings): StudioDocument {
  const requires = requirementsOf(entities, around);
  return { id: name, name, version: "1.0.0", label, ...(description ? { description } : {}), language, ...(Object.keys(requires).length > 0 ? { requires } : {}) };
}

/** Packs of the entities that fields of these point at, in their versions or later ones of the same line. */
export function requirementsOf(entities: readonly EntityAnswer[], around: Surroundings): Readonly<Record<string, string>> {
  const own = new Set(entities.map(({ name }) => name));
  const targets = entities.flatMap(({ fields }) => fields.flatMap((field) => [...targetsOf(field), ...(typeof field.options["entity"] === "string" ? [field.options["entity"]] : [])]));
  const packs = [...new Set(targets)].filter((target) => !own.has(target)).flatMap((target) => around.packOf(target) ?? []);
  return Object.fromEntries(packs.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, version }) => [name, `^${version}`]));
}

/** One entity with the screens it begins with; `peers` are the entities of the module, itself among them. */
export function entityChanges(pack: string, entity: EntityAnswer, peers: readonly EntityAnswer[], words: DocumentWords): readonly StudioChange[] {
  const { name } = entity;
  const board = boardDocument(entity, words);
  return [
    { kind: "entity", name, pack, document: entityDocument(entity, peers) },
    ...(entity.fields.length > 0 ? [{ kind: "form", name: `${name}.main`, pack, document: formDocument(entity, peers, words) }, { kind: "list", name: `${name}.main`, pack, document: listDocument(entity, words) }] : []),
    ...(board ? [{ kind: "board", name: `${name}.main`, pack, document: board }] : []),
  ];
}

export function fieldDocument({ name, label, type, required, unique, options }: FieldAnswer, isTitle = false): StudioDocument {
  const field = { type, options };
  const stored = storageOf(field) === "columns" && !isComputed(field);
  return {
    id: name, name, type, label, ...(required && !isComputed(field) && storageOf(field) !== "children" ? { required: true } : {}), ...(unique && stored ? { unique: true } : {}),
    ...(isTitle && fieldType(type).searchable && stored ? { searchable: true } : {}), ...(Object.keys(options).length > 0 ? { options } : {}),
  };
}

/** The field whose text names a record: the first short text, else the first that has a text at all. */
export function titleOf(fields: readonly FieldAnswer[]): FieldAnswer | undefined {
  const short = ["text", "autonumber", "personName", "email"];
  const named = fields.filter((field) => fieldType(field.type).traits?.writeOnly !== true && relationOf(field) === undefined);
  return named.find(({ type }) => type === "text") ?? named.find(({ type }) => short.includes(type)) ?? named.find(({ type }) => fieldType(type).searchable && fieldType(type).feel === "text");
}

function entityDocument({ name, label, plural, icon, fields }: EntityAnswer, peers: readonly EntityAnswer[]): StudioDocument {
  const title = titleOf(fields);
  const parent = parentOf(name, peers);
  return {
    id: name, name, label, plural, icon, ...(title ? { titleField: title.name } : {}), ...(parent ? { parent } : {}),
    fields: fields.map((field) => fieldDocument(field.name === parent ? { ...field, required: true } : field, field === title)),
  };
}

/** Lines of another entity belong to it: the reference that its children field names. */
function parentOf(entity: string, peers: readonly EntityAnswer[]): string | undefined {
  const lists = peers.flatMap((peer) => peer.fields.filter((field) => field.type === "children" && field.options["entity"] === entity && peer.name !== entity));
  return lists.map((field) => String(field.options["field"]))[0];
}

const WIDE = new Set(["longText", "markdown", "richText", "code", "json", "address", "children", "references", "geo"]);

function formDocument(entity: EntityAnswer, peers: readonly EntityAnswer[], words: DocumentWords): StudioDocument {
  const parent = parentOf(entity.name, peers);
  const shown = entity.fields.filter((field) => field.name !== parent);
  const fields = shown.map(({ name, type }) => ({ id: name, field: name, ...(WIDE.has(type) ? { span: 2 } : {}) }));
  const related = peers.flatMap((peer) => peer.fields.filter((field) => field.type === "reference" && field.options["entity"] === entity.name && parentOf(peer.name, peers) !== field.name).map((field) => ({ id: `${peer.name}.${field.name}`, entity: peer.name, field: field.name })));
  return {
    id: `${entity.name}.main`, name: "main", entity: entity.name, label: words.mainForm, default: true,
    tabs: [{ id: "general", label: words.general, sections: [{ id: "main", columns: 2, fields }] }], ...(related.length > 0 ? { related } : {}),
  };
}

function listDocument(entity: EntityAnswer, words: DocumentWords): StudioDocument {
  const title = titleOf(entity.fields);
  const short = entity.fields.filter((field) => field !== title && !["longText", "markdown", "richText", "code", "json", "children", "secret"].includes(field.type));
  const columns = [...(title ? [title] : []), ...short].slice(0, COLUMNS);
  const shown = columns.length > 0 ? columns : entity.fields.filter(({ type }) => type !== "secret" && type !== "children").slice(0, 1);
  const places = shown.length > 0 ? shown.map(({ name }) => name) : ["createdAt"];
  return { id: `${entity.name}.main`, name: "main", entity: entity.name, label: words.allOf(entity.plural).slice(0, 200), default: true, columns: places.map((name) => ({ id: name, field: name })) };
}

/** A board by the first field with choices; nothing when there is none. */
function boardDocument(entity: EntityAnswer, words: DocumentWords): StudioDocument | undefined {
  const state = entity.fields.find(({ type }) => type === "select");
  if (!state) return undefined;
  const total = entity.fields.find(({ type }) => type === "money" || type === "decimal");
  const title = titleOf(entity.fields);
  const others = entity.fields.filter((field) => field !== title && field !== state && ["reference", "user", "date", "money", "decimal", "phone"].includes(field.type));
  const cardFields = [...(title ? [title] : []), ...others].slice(0, CARD_FIELDS).map(({ name }) => name);
  return { id: `${entity.name}.board`, name: "main", entity: entity.name, label: words.board, field: state.name, ...(total ? { total: total.name } : {}), ...(cardFields.length > 0 ? { cardFields } : {}) };
}

/** Rights on an entity as a role's document writes them. */
export const rightsOf = (grants: Grants = USUAL_GRANTS): StudioDocument => ({ create: grants.create, read: grants.read, update: grants.update, delete: grants.delete, ...(grants.read === "all" ? { export: true } : {}) });

function roleDocument({ name, label, grants }: RoleAnswer, entities: readonly EntityAnswer[]): StudioDocument {
  // Line items follow the record they belong to.
  const own = entities.filter((entity) => parentOf(entity.name, entities) === undefined);
  return { id: name, name, label, entities: Object.fromEntries(own.map((entity) => [entity.name, rightsOf(grants[entity.name])])) };
}

function menuDocument({ name, label, entities }: ModuleAnswer): StudioDocument {
  return { id: name, name, label, items: entities.filter((entity) => parentOf(entity.name, entities) === undefined).map((entity) => ({ id: entity.name, entity: entity.name })) };
}
