/**
 * The AppModel: everything the published metadata says, resolved, typed and frozen. Browser-safe.
 *
 * - *document*: one metadata file, `kind` + `name` within a `pack` ("local" for what was made here).
 * - *node*: any object with a stable `id` inside a document (field, section, column, step …).
 * - *revision*: one published state of all documents. A request sees one revision from start to end.
 */
import type { Condition } from "../expressions/condition";
import type { Parts } from "./kinds/parts";

/** Words in the languages of the installation; `en` is always there. Keys are BCP 47 tags. */
export type Label = Readonly<Record<string, string>>;

export interface FieldModel {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly entity: string;
  readonly label: Label;
  readonly help?: Label;
  readonly placeholder?: Label;
  /** Input mask, see runtime/fields/mask.ts. */
  readonly mask?: string;
  /** Base column name (snake_case), "" when the type keeps nothing in the entity's table. */
  readonly column: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** System fields (id, version, createdAt, createdBy, updatedAt, updatedBy, owner, team, unit, recordType) are read-only but for owner, team, unit, recordType. */
  readonly system: boolean;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly unique: boolean;
  readonly index: boolean;
  readonly searchable: boolean;
  readonly audited: boolean;
  readonly personalData: boolean;
  readonly noCopy: boolean;
  readonly setOnce: boolean;
  readonly translatable: boolean;
  /** Of a translatable field: language of the text in its own column. */
  readonly baseLanguage?: string;
  /** Of the companion of a translatable field (content-languages.ts): name of that field. */
  readonly translates?: string;
  /** Literal, or `{ "formula": "today()" }`. */
  readonly default?: unknown;
  readonly requiredWhen?: Condition;
  readonly visibleWhen?: Condition;
  readonly readOnlyWhen?: Condition;
  readonly invalidWhen: readonly { readonly id: string; readonly when: Condition; readonly message: Label }[];
  /** Path through a reference, e.g. "organisation.phone": filled when the reference changes and this field is empty. */
  readonly fetchFrom?: string;
  /** Only records of these record types have it; undefined = all. */
  readonly recordTypes?: readonly string[];
  /** Dropped from the model but its column still holds data (hidden, not purged). Never in `EntityModel.fields`. */
  readonly provenance: Provenance;
}

/** Which pack and which local change gave a property; key = property name, "*" = the node itself. */
export type Provenance = Readonly<Record<string, string>>;

export interface RecordTypeModel {
  readonly id: string;
  readonly name: string;
  readonly label: Label;
  readonly form?: string;
  /** Allowed choices of select fields: field name → choice values. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

export interface EntityModel {
  readonly id: string;
  readonly name: string;
  readonly pack: string;
  readonly label: Label;
  readonly plural: Label;
  readonly icon: string;
  readonly description?: Label;
  /** Names it had before. */
  readonly formerNames?: readonly string[];
  /** Table in schema `app` (snake_case), or of schema `metaloom` for system entities (user, team, unit). */
  readonly table: string;
  /** System entities live in schema `metaloom`, are read through the gateway and written through their own routes. */
  readonly system: boolean;
  readonly titleField: string;
  /** In display order, system fields last. */
  readonly fields: readonly FieldModel[];
  readonly fieldByName: ReadonlyMap<string, FieldModel>;
  readonly recordTypes: readonly RecordTypeModel[];
  /** Name of the reference field to the parent record: rights, trash and history follow the parent (line items). */
  readonly parent?: string;
  readonly unique: readonly { readonly id: string; readonly fields: readonly string[] }[];
  readonly indexes: readonly { readonly id: string; readonly fields: readonly string[]; readonly kind: "btree" | "trigram" }[];
  /** Kinds of things inside a record that record roles grant rights on: "record", "comments", "notes", "files" and names of entities. */
  readonly memberRoles: readonly MemberRoleModel[];
  /** Fields that together make a likely duplicate. */
  readonly duplicateRules: readonly { readonly id: string; readonly fields: readonly string[] }[];
  /** Collegial actions without which a record does not leave a stage. */
  readonly approvals: readonly ApprovalModel[];
  readonly defaultSort: readonly SortItem[];
  /** Of the entity document itself; its fields have their own. */
  readonly provenance?: Provenance;
}

export type CollegialKindDocument = "vote" | "approve" | "sign" | "acquaint";

/** A stage (a value of a select field) that is left only after a collegial action, but for the stages in `back`. */
export interface ApprovalModel {
  readonly id: string;
  readonly field: string;
  readonly value: string;
  readonly kind: CollegialKindDocument;
  readonly back: readonly string[];
}

export interface MemberRoleModel {
  readonly id: string;
  readonly name: string;
  readonly label: Label;
  /** thing → letters of "crud", e.g. { record: "ru", comments: "cr", task: "crud" } */
  readonly grants: Readonly<Record<string, string>>;
}

export interface SortItem {
  readonly field: string;
  readonly direction: "asc" | "desc";
}

/** own = owner or creator; member = holds a record role on it that grants the verb; unitTree = my units and all below them. */
export type Scope = "own" | "member" | "team" | "unit" | "unitTree" | "all";
export type Verb = "create" | "read" | "update" | "delete";
export type FieldRight = "hidden" | "masked" | "read" | "write";

/** One way to be allowed: a scope, or a condition on the record (both given = both must hold). Grants of a verb are alternatives. */
export interface Grant {
  readonly scope?: Scope;
  readonly condition?: Condition;
}

export interface EntityRights {
  /** Verb → alternatives; an absent or empty list forbids. */
  readonly verbs: Readonly<Record<Verb, readonly Grant[]>>;
  /** Named action → alternatives on the record. */
  readonly actions: Readonly<Record<string, readonly Grant[]>>;
  /** Field name → right; "*" for the rest (default write). */
  readonly fields: Readonly<Record<string, FieldRight>>;
  readonly export: boolean;
  readonly import: boolean;
  /** Kinds of collegial actions that may be begun where the record may be changed. */
  readonly collegial?: readonly CollegialKindDocument[];
  /** Letters of crud for things inside the record, where the role names them; see permissions/things.ts for what holds otherwise. */
  readonly things?: Readonly<Partial<Record<Thing, string>>>;
}

/** What people add to a record beside its fields. */
export type Thing = "comments" | "notes" | "files";

export interface RoleModel {
  readonly id: string;
  readonly name: string;
  readonly pack: string;
  readonly label: Label;
  readonly entities: Readonly<Record<string, EntityRights>>;
  /** Administration rights: "metadata.read", "metadata.publish", "packs.install", "users.manage", "apiKeys.manage", "events.read", "trash.purge", "share.any" … */
  readonly system: readonly string[];
  /** Process name, or "*" for the others → rights. */
  readonly processes: Readonly<Record<string, ProcessRights>>;
}

/** May start a process by hand; may see and steer all its instances. */
export interface ProcessRights {
  readonly start: boolean;
  readonly operate: boolean;
}

/** What the rows of a list are grouped by: the values of a field, or the periods a date falls into. */
export interface ListGroup {
  readonly field: string;
  readonly by?: "day" | "week" | "month" | "quarter" | "year";
}

/** Which figure of a column stands under a list and beside its groups. */
export type ColumnTotal = "none" | "sum" | "average" | "min" | "max";

/** What a figure asks the records for. */
export const TOTAL_MEASURES = { sum: "sum", average: "avg", min: "min", max: "max" } as const satisfies Record<Exclude<ColumnTotal, "none">, string>;

export interface ListModel {
  readonly id: string;
  readonly name: string;
  readonly pack: string;
  readonly entity: string;
  readonly label: Label;
  readonly columns: readonly { readonly id: string; readonly field: string; readonly width?: number; readonly pinned?: boolean; readonly label?: Label; readonly total?: ColumnTotal }[];
  readonly groupBy?: ListGroup;
  /** Names of clocks shown beside the title. */
  readonly clocks?: readonly string[];
  /** How its records are shown first, such as "board"; absent = as a table. */
  readonly shownAs?: string;
  /** Offered to people with one of these roles; absent = everybody. */
  readonly roles?: readonly string[];
  readonly sort: readonly SortItem[];
  readonly filter?: Condition;
  readonly quickFilters: readonly { readonly id: string; readonly label: Label; readonly filter: Condition }[];
  readonly pageSize: number;
  readonly default: boolean;
}

export interface FormSection {
  readonly id: string;
  readonly label?: Label;
  readonly columns: 1 | 2 | 3;
  readonly visibleWhen?: Condition;
  readonly collapsed: boolean;
  readonly fields: readonly { readonly id: string; readonly field: string; readonly span: 1 | 2 | 3 }[];
}

export interface FormModel {
  readonly id: string;
  readonly name: string;
  readonly entity: string;
  readonly label: Label;
  readonly default: boolean;
  readonly roles?: readonly string[];
  readonly recordType?: string;
  /** Only for records that fulfil it. */
  readonly when?: Condition;
  /** Select field whose choices are the steps above the record. */
  readonly stage?: string;
  /** Sections beside every tab. */
  readonly side?: readonly FormSection[];
  readonly tabs: readonly { readonly id: string; readonly label: Label; readonly visibleWhen?: Condition; readonly sections: readonly FormSection[] }[];
  /** Related lists: records of `entity` whose `field` points here. */
  readonly related: readonly { readonly id: string; readonly entity: string; readonly field: string; readonly list?: string; readonly label?: Label }[];
}

export interface MenuModel {
  readonly id: string;
  readonly name: string;
  readonly label: Label;
  readonly order: number;
  readonly items: readonly MenuItem[];
}

export interface MenuItem {
  readonly id: string;
  readonly label?: Label;
  readonly icon?: string;
  readonly entity?: string;
  readonly list?: string;
  readonly dashboard?: string;
  readonly report?: string;
  readonly url?: string;
  /** Administration right without which the entry is not shown; "*" = any. */
  readonly right?: string;
  readonly items: readonly MenuItem[];
}

/** Anything with kind, name and a checked body that has no typed model (translation, seed). */
export interface DocumentModel {
  readonly kind: string;
  readonly name: string;
  readonly pack: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ActionModel {
  readonly id: string;
  readonly name: string;
  readonly entity: string;
  readonly label: Label;
  readonly icon?: string;
  readonly confirm?: Label;
  /** Shown and allowed only for records that fulfil it. */
  readonly when?: Condition;
  /** Parameter form: fields in the same grammar as an entity's. */
  readonly parameters: readonly FieldModel[];
  readonly steps: readonly Readonly<Record<string, unknown>>[];
}

export interface PackModel {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly label: Label;
  readonly description?: Label;
  /** SPDX name. */
  readonly licence?: string;
  /** Language of the words in its documents. */
  readonly language?: string;
  readonly requires: Readonly<Record<string, string>>;
  readonly capabilities: Capabilities;
}

/** What a pack may do outside the database by itself; see capabilities.ts. */
export interface Capabilities {
  readonly send: readonly string[];
  readonly call: readonly string[];
  readonly schedule: boolean;
}

export interface AppModel {
  /** Number of the revision; grows by one with each publish. */
  readonly revision: number;
  readonly languages: readonly string[];
  readonly packs: readonly PackModel[];
  readonly entities: ReadonlyMap<string, EntityModel>;
  readonly roles: ReadonlyMap<string, RoleModel>;
  readonly lists: ReadonlyMap<string, readonly ListModel[]>;
  readonly forms: ReadonlyMap<string, readonly FormModel[]>;
  readonly actions: ReadonlyMap<string, readonly ActionModel[]>;
  readonly menus: readonly MenuModel[];
  /** Boards and other kinds of documents beside entities. */
  readonly parts: Parts;
  readonly documents: readonly DocumentModel[];
}
