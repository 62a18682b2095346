/* Generated from metadata/schemas by `npm run gen`. Do not edit. */
import type {Condition} from "../../expressions/condition";

/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "Extra".
 */
export type Extra = Record<string, unknown>;
export type SeedRecord = Record<string, unknown>;
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ScopeDocument".
 */
export type ScopeDocument = "none" | "own" | "member" | "team" | "unit" | "unitTree" | "all";

/**
 * Kind of document → its shape.
 */
export interface Grammar {
  pack: PackDocument;
  entity: EntityDocument;
  extension: ExtensionDocument;
  form: FormDocument;
  list: ListDocument;
  board: BoardDocument;
  calendar: CalendarDocument;
  timeline: TimelineDocument;
  tree: TreeDocument;
  action: ActionDocument;
  role: RoleDocument;
  menu: MenuDocument;
  dashboard: DashboardDocument;
  report: ReportDocument;
  notification: NotificationDocument;
  process: ProcessDocument;
  decision: DecisionDocument;
  workingCalendar: WorkingCalendarDocument;
  clock: ClockDocument;
  template: TemplateDocument;
  translation: TranslationDocument;
  seed: SeedDocument;
  patch: PatchDocument;
}
/**
 * A versioned folder of documents that is installed, upgraded and removed as a whole. File: pack.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "PackDocument".
 */
export interface PackDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among packs.
   */
  id: string;
  /**
   * Name of the pack and of its folder.
   */
  name: string;
  /**
   * Semantic version.
   */
  version: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * What the pack is for.
   */
  description?: string;
  /**
   * SPDX name of the licence, or several with AND, OR, WITH; whoever installs the pack sees it.
   */
  licence?: string;
  /**
   * Language of the words in the pack's documents.
   */
  language: string;
  /**
   * Packs needed: name → range of versions.
   */
  requires?: {
    [k: string]: string;
  };
  capabilities?: CapabilitiesDocument;
}
/**
 * What the pack's documents do outside the database by themselves. Whoever installs the pack reads it; a document that does more is refused.
 */
export interface CapabilitiesDocument {
  /**
   * Letters that processes, notifications and reports send.
   */
  send?: "email"[];
  /**
   * Origins of systems that processes call; "*" for addresses worked out by a formula.
   */
  call?: string[];
  /**
   * Processes, reports or notifications begin at a time, without anybody having done something.
   */
  schedule?: boolean;
}
/**
 * A kind of record: one table in the database. File: entities/<name>/entity.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "EntityDocument".
 */
export interface EntityDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among all entities; data and translations follow it.
   */
  id: string;
  /**
   * Name in the API and in references; the table is the same in snake_case. May be changed.
   */
  name: string;
  /**
   * Names it had before: addresses of pages with one of them lead to it, and processes under way find it.
   */
  formerNames?: string[];
  /**
   * What people call one record.
   */
  label: string;
  /**
   * What people call many; the label when left out.
   */
  plural?: string;
  /**
   * lucide icon name in kebab-case.
   */
  icon?: string;
  /**
   * What the entity is for.
   */
  description?: string;
  /**
   * Text-like field that names a record; `name`, `title` or the first text field when left out.
   */
  titleField?: string;
  /**
   * Order of lists that give none.
   */
  defaultSort?: SortItemDocument[];
  /**
   * Fields in display order; system fields are added by themselves.
   */
  fields: FieldDocument[];
  /**
   * Variants of the entity.
   */
  recordTypes?: RecordTypeDocument[];
  /**
   * Line items only: the required reference to the parent record. Rights, trash and history follow the parent.
   */
  parent?: string;
  /**
   * Groups of fields that together are unique.
   */
  unique?: FieldGroup[];
  /**
   * Database indexes over one or more fields.
   */
  indexes?: IndexDocument[];
  /**
   * Roles a person may have on one record, with rights inside it.
   */
  memberRoles?: MemberRoleDocument[];
  /**
   * Groups of fields whose equality makes a likely duplicate.
   */
  duplicateRules?: FieldGroup[];
  /**
   * Collegial actions without which a record does not leave a stage.
   */
  approvals?: ApprovalDocument[];
  system?: SystemTable;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "SortItemDocument".
 */
export interface SortItemDocument {
  /**
   * Field to sort by; a path through references is allowed.
   */
  field: string;
  /**
   * Ascending (asc, the default) or descending (desc).
   */
  direction?: "asc" | "desc";
}
/**
 * A typed property of an entity. `options` are those of the field type (runtime/fields/<type>/options.schema.json).
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "FieldDocument".
 */
export interface FieldDocument {
  /**
   * Never changes, unique within the entity; translations and data follow it.
   */
  id: string;
  /**
   * Name in the API, conditions and formulas; its column is the same in snake_case. May be changed.
   */
  name: string;
  /**
   * Field type.
   */
  type: string;
  /**
   * What people read, in the language of the pack.
   */
  label: string;
  /**
   * A sentence shown beside the field.
   */
  help?: string;
  /**
   * Grey text in the empty field.
   */
  placeholder?: string;
  /**
   * Shape of the text, character by character: 9 a digit, A a letter written as a capital, a a letter, * a letter or digit; every other character stands for itself, and \ before a character takes it as it is. The input writes the fixed characters by itself; the server refuses a text of another shape. Types that store no separators (phone, text with a format) are compared without them. For text and phone.
   */
  mask?: string;
  /**
   * A record cannot be saved while it is empty.
   */
  required?: boolean;
  /**
   * People and API callers cannot write it; rules and actions can.
   */
  readOnly?: boolean;
  /**
   * No two living records may have the same value.
   */
  unique?: boolean;
  /**
   * Gets a database index: faster filters and sorting.
   */
  index?: boolean;
  /**
   * Text search looks into it.
   */
  searchable?: boolean;
  /**
   * History keeps the value before and after each change.
   */
  audited?: boolean;
  /**
   * Holds data about a person: reported for a record by GET …/personal-data, and emptied there with its former values, whatever other rules say, by POST …/erase-personal-data; an obligatory field then gets a neutral placeholder.
   */
  personalData?: boolean;
  /**
   * Stays empty in a copy of the record.
   */
  noCopy?: boolean;
  /**
   * Cannot be changed once it has a value.
   */
  setOnce?: boolean;
  /**
   * Keeps a text for each language (text, longText, markdown, richText). Everybody reads, writes, sorts, filters and searches the text of his own language, or that of the pack's language where there is none; rules, formulas and rights look at the latter. All texts together are in the field <name>Translations.
   */
  translatable?: boolean;
  /**
   * Value of a new record: a literal, or a formula computed at that moment.
   */
  default?: unknown;
  /**
   * Obligatory while this is true.
   */
  requiredWhen?: Condition;
  /**
   * Shown only while this is true.
   */
  visibleWhen?: Condition;
  /**
   * Cannot be written while this is true.
   */
  readOnlyWhen?: Condition;
  /**
   * Saving is refused with the message while a condition is true.
   */
  invalidWhen?: InvalidRule[];
  /**
   * Path through a reference: filled from there when the reference changes and this field is empty.
   */
  fetchFrom?: string;
  /**
   * Options of the field type.
   */
  options?: Record<string, unknown>;
}
export interface InvalidRule {
  /**
   * Never changes, unique within the field.
   */
  id: string;
  /**
   * The field is invalid while this is true.
   */
  when: Condition;
  /**
   * What the person reads.
   */
  message: string;
}
/**
 * A variant of an entity with its own extra fields, form and narrower choices.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "RecordTypeDocument".
 */
export interface RecordTypeDocument {
  /**
   * Never changes, unique within the entity.
   */
  id: string;
  /**
   * Value of the field recordType.
   */
  name: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * Name of the form of the entity that its records use.
   */
  form?: string;
  /**
   * Fields only records of this type have.
   */
  fields?: FieldDocument[];
  /**
   * Select fields with fewer choices: field name → allowed values.
   */
  choices?: {
    [k: string]: string[];
  };
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "FieldGroup".
 */
export interface FieldGroup {
  /**
   * Never changes, unique within its list.
   */
  id: string;
  /**
   * Names of the fields.
   */
  fields: string[];
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "IndexDocument".
 */
export interface IndexDocument {
  /**
   * Never changes, unique within the entity's indexes.
   */
  id: string;
  /**
   * Fields, most selective first.
   */
  fields: string[];
  /**
   * btree (default) for equality, ranges and sorting; trigram for `contains` on text.
   */
  kind?: "btree" | "trigram";
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "MemberRoleDocument".
 */
export interface MemberRoleDocument {
  /**
   * Never changes, unique within the entity's member roles.
   */
  id: string;
  /**
   * Name used by the API.
   */
  name: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * Thing inside the record (record, comments, notes, files, or an entity) → letters of crud.
   */
  grants: {
    [k: string]: string;
  };
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ApprovalDocument".
 */
export interface ApprovalDocument {
  /**
   * Never changes, unique within the entity's approvals.
   */
  id: string;
  /**
   * Select field that holds the stage.
   */
  field: string;
  /**
   * Stage that is left only when a collegial action of the kind begun in it has ended well (a vote: has ended), and every other begun in it too.
   */
  value: string;
  /**
   * What is demanded.
   */
  kind: "vote" | "approve" | "sign" | "acquaint";
  /**
   * Stages it may go to without: those of preparation, and rejected.
   */
  back?: string[];
}
/**
 * Only in pack core: the entity is a table of the product's own schema, read here and written by its own routes.
 */
export interface SystemTable {
  /**
   * Table in schema metaloom.
   */
  table: "users" | "teams" | "units";
}
/**
 * What a pack adds to an entity of another pack. File: entities/<name>/extension.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ExtensionDocument".
 */
export interface ExtensionDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among all extensions; by habit <pack>.<entity>.
   */
  id: string;
  /**
   * Id of the entity that is extended.
   */
  extends: string;
  /**
   * Fields added; a name may be added by one pack only.
   */
  fields?: FieldDocument[];
  /**
   * Record types added.
   */
  recordTypes?: RecordTypeDocument[];
  /**
   * Groups of fields that together are unique.
   */
  unique?: FieldGroup[];
  /**
   * Database indexes added.
   */
  indexes?: IndexDocument[];
  /**
   * Member roles added.
   */
  memberRoles?: MemberRoleDocument[];
  /**
   * Collegial actions added, without which a record does not leave a stage.
   */
  approvals?: ApprovalDocument[];
  /**
   * Rules for likely duplicates added.
   */
  duplicateRules?: FieldGroup[];
}
/**
 * Tabs, sections and fields of a record page. File: entities/<entity>/form.<name>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "FormDocument".
 */
export interface FormDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among forms.
   */
  id: string;
  /**
   * Name, unique among the entity's forms.
   */
  name: string;
  /**
   * Name of the entity.
   */
  entity: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * Used when nothing else fits; the first form when none says so.
   */
  default?: boolean;
  /**
   * Only for people with one of these roles.
   */
  roles?: string[];
  /**
   * Only for records of this type.
   */
  recordType?: string;
  /**
   * Only for records that fulfil it. Of several forms that fit, the one that asks for more comes first: record type, then condition, then roles, then default.
   */
  when?: Condition;
  /**
   * Select field whose choices are the steps above the record; the field of the entity's first board when left out.
   */
  stage?: string;
  /**
   * Tabs in order.
   */
  tabs: TabDocument[];
  /**
   * Sections beside every tab on a wide screen, after them on a narrow one.
   */
  side?: SectionDocument[];
  /**
   * Lists of records of other entities that point here.
   */
  related?: RelatedListDocument[];
}
export interface TabDocument {
  /**
   * Never changes, unique within the form.
   */
  id: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * Shown only while this is true.
   */
  visibleWhen?: Condition;
  /**
   * Sections in order.
   */
  sections: SectionDocument[];
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "SectionDocument".
 */
export interface SectionDocument {
  /**
   * Never changes, unique within the form.
   */
  id: string;
  /**
   * What people read.
   */
  label?: string;
  /**
   * Columns on a wide screen; 2 when left out.
   */
  columns?: 1 | 2 | 3;
  /**
   * Closed at first.
   */
  collapsed?: boolean;
  /**
   * Shown only while this is true.
   */
  visibleWhen?: Condition;
  /**
   * Fields in order.
   */
  fields: FormFieldDocument[];
}
export interface FormFieldDocument {
  /**
   * Never changes, unique within the section.
   */
  id: string;
  /**
   * Name of the field.
   */
  field: string;
  /**
   * Columns it takes; 1 when left out.
   */
  span?: 1 | 2 | 3;
}
export interface RelatedListDocument {
  /**
   * Never changes, unique within the form.
   */
  id: string;
  /**
   * Entity whose records are listed.
   */
  entity: string;
  /**
   * Its reference field that points to this record.
   */
  field: string;
  /**
   * Name of its list; the default one when left out.
   */
  list?: string;
  /**
   * What people read; the plural of the entity when left out.
   */
  label?: string;
}
/**
 * Columns, order and filters of a table of records. File: entities/<entity>/list.<name>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ListDocument".
 */
export interface ListDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among lists.
   */
  id: string;
  /**
   * Name, unique among the entity's lists.
   */
  name: string;
  /**
   * Name of the entity.
   */
  entity: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * Opened first; the first list when none says so. With roles it is what these roles open first.
   */
  default?: boolean;
  /**
   * Only for people with one of these roles.
   */
  roles?: string[];
  /**
   * How its records are shown first: as a table, or by the first board, calendar, timeline or tree of the entity; as a table when left out, or where the entity has none.
   */
  shownAs?: "list" | "board" | "calendar" | "timeline" | "tree";
  /**
   * Records a page; 50 when left out.
   */
  pageSize?: number;
  /**
   * Columns in order.
   */
  columns: ColumnDocument[];
  /**
   * Clocks of the entity whose time left stands beside the title of each record.
   */
  clocks?: string[];
  /**
   * Order; the entity's default order when left out.
   */
  sort?: SortItemDocument[];
  /**
   * Only records that fulfil it.
   */
  filter?: Condition;
  groupBy?: ListGroupDocument;
  /**
   * Filters offered as buttons.
   */
  quickFilters?: QuickFilterDocument[];
}
export interface ColumnDocument {
  /**
   * Never changes, unique within the list.
   */
  id: string;
  /**
   * Field, or a path through references.
   */
  field: string;
  /**
   * Width in pixels.
   */
  width?: number;
  /**
   * Stays at the left edge while the others scroll.
   */
  pinned?: boolean;
  /**
   * Heading; the label of the field when left out.
   */
  label?: string;
  /**
   * Figure of the column under the list and beside each group, over all their records. When left out amounts and numbers of the entity itself are summed, shares are not.
   */
  total?: "none" | "sum" | "average" | "min" | "max";
}
/**
 * Rows stand in groups with totals.
 */
export interface ListGroupDocument {
  /**
   * Field whose values make the groups.
   */
  field: string;
  /**
   * Period a date is cut to.
   */
  by?: "day" | "week" | "month" | "quarter" | "year";
}
export interface QuickFilterDocument {
  /**
   * Never changes, unique within the list.
   */
  id: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * Only records that fulfil it.
   */
  filter: Condition;
}
/**
 * Records as cards in the columns of a select field. File: entities/<entity>/board.<name>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "BoardDocument".
 */
export interface BoardDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among boards.
   */
  id: string;
  /**
   * Name, unique among the entity's boards.
   */
  name: string;
  /**
   * Name of the entity.
   */
  entity: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * Field with choices: each choice is a column.
   */
  field: string;
  /**
   * Field summed in the head of each column.
   */
  total?: string;
  /**
   * Fields on the card; the title field when left out.
   */
  cardFields?: string[];
  /**
   * Field with choices, or a reference to one record, that divides the board into lanes across the columns.
   */
  lanes?: string;
  limits?: BoardLimits;
}
/**
 * Choice → how many cards its column should hold at most; a fuller column is marked, nothing is refused.
 */
export interface BoardLimits {
  [k: string]: number;
}
/**
 * Records on the days of a date field. File: entities/<entity>/calendar.<name>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "CalendarDocument".
 */
export interface CalendarDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among calendars.
   */
  id: string;
  /**
   * Name, unique among the entity's calendars.
   */
  name: string;
  /**
   * Name of the entity.
   */
  entity: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * Date or date-and-time field: the day a record stands on.
   */
  start: string;
  /**
   * Where it ends: a field of the same type as the start, or a duration. A date counts as a whole day; without this key a record with a time lasts an hour.
   */
  end?: string;
  /**
   * Fields written on the entry; the title field when left out.
   */
  titleFields?: string[];
  /**
   * Field with choices whose colour the entry takes.
   */
  colorBy?: string;
}
/**
 * Records as bars from one date to another. File: entities/<entity>/timeline.<name>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "TimelineDocument".
 */
export interface TimelineDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among timelines.
   */
  id: string;
  /**
   * Name, unique among the entity's timelines.
   */
  name: string;
  /**
   * Name of the entity.
   */
  entity: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * Date or date-and-time field: where the bar begins.
   */
  start: string;
  /**
   * Field of the same type: where the bar ends. A date is the last day of it.
   */
  end: string;
  /**
   * Field with choices, or a reference to one record, that puts bars together.
   */
  groupBy?: string;
  /**
   * References to records of the same entity that must end before this one begins; drawn as arrows.
   */
  dependencies?: string[];
  /**
   * Field with choices whose colour the bar takes.
   */
  colorBy?: string;
}
/**
 * Records below one another, by a reference to their own entity. File: entities/<entity>/tree.<name>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "TreeDocument".
 */
export interface TreeDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among trees.
   */
  id: string;
  /**
   * Name, unique among the entity's trees.
   */
  name: string;
  /**
   * Name of the entity.
   */
  entity: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * Reference to a record of the same entity: the one above.
   */
  field: string;
  /**
   * Fields beside the title.
   */
  columns?: string[];
}
/**
 * A named operation on a record, made of steps that succeed or fail together. File: entities/<entity>/action.<name>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ActionDocument".
 */
export interface ActionDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among actions.
   */
  id: string;
  /**
   * Name, unique among the entity's actions.
   */
  name: string;
  /**
   * Name of the entity.
   */
  entity: string;
  /**
   * What people read on the button.
   */
  label: string;
  /**
   * lucide icon name.
   */
  icon?: string;
  /**
   * Question asked before.
   */
  confirm?: string;
  /**
   * Offered and allowed only for records that fulfil it.
   */
  when?: Condition;
  /**
   * Fields the person fills in first.
   */
  parameters?: FieldDocument[];
  /**
   * What is done, in order.
   */
  steps: StepDocument[];
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "StepDocument".
 */
export interface StepDocument {
  /**
   * Never changes, unique within the action.
   */
  id: string;
  /**
   * create a record, update this record, update related records, or open a record on the screen.
   */
  do: "create" | "update" | "updateRelated" | "open";
  /**
   * create: entity of the new record.
   */
  entity?: string;
  /**
   * create: name by which later steps refer to the new record.
   */
  as?: string;
  /**
   * The step is done only when the record fulfils it.
   */
  when?: Condition;
  /**
   * Field name → where its value comes from.
   */
  set?: {
    [k: string]: ValueSource;
  };
  /**
   * create: copy values of extension and local fields to fields of the same name and type.
   */
  carryCustomFields?: boolean;
  /**
   * updateRelated: to-many field whose records are changed.
   */
  relation?: string;
  /**
   * open: the record an earlier step created; this record when left out. Of several steps the last one whose record was created counts.
   */
  ref?: string;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ValueSource".
 */
export interface ValueSource {
  /**
   * Value of a field of the record.
   */
  from?: string;
  /**
   * FEEL formula over the record and the parameters.
   */
  formula?: string;
  /**
   * A literal.
   */
  value?: unknown;
  /**
   * Value of a parameter.
   */
  param?: string;
  /**
   * The record an earlier step created.
   */
  ref?: string;
}
/**
 * A named set of rights. Nothing is allowed that no role grants; several roles add up. File: roles/<name>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "RoleDocument".
 */
export interface RoleDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among roles.
   */
  id: string;
  /**
   * Name of the role.
   */
  name: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * Administration rights; trash.purge: delete for ever what one may delete; personalData.erase: empty the personal data of a record one may read; backup.manage: make and download backups, which hold everything.
   */
  system?: (
    | "metadata.read"
    | "metadata.publish"
    | "packs.install"
    | "users.manage"
    | "apiKeys.manage"
    | "events.read"
    | "trash.purge"
    | "share.any"
    | "rights.grantAny"
    | "personalData.erase"
    | "backup.manage"
  )[];
  /**
   * Process name → rights; "*" stands for every process not named.
   */
  processes?: {
    [k: string]: ProcessRightsDocument;
  };
  /**
   * Entity name → rights; "*" stands for every entity not named.
   */
  entities?: {
    [k: string]: EntityRightsDocument;
  };
}
export interface ProcessRightsDocument {
  /**
   * May start it by hand.
   */
  start?: boolean;
  /**
   * May see all its instances and suspend, resume, retry and cancel them.
   */
  operate?: boolean;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "EntityRightsDocument".
 */
export interface EntityRightsDocument {
  /**
   * Which records may be created: a scope or a list of alternatives.
   */
  create?: ScopeDocument | readonly (ScopeDocument | GrantDocument)[];
  /**
   * Which records may be read.
   */
  read?: ScopeDocument | readonly (ScopeDocument | GrantDocument)[];
  /**
   * Which records may be changed.
   */
  update?: ScopeDocument | readonly (ScopeDocument | GrantDocument)[];
  /**
   * Which records may be deleted.
   */
  delete?: ScopeDocument | readonly (ScopeDocument | GrantDocument)[];
  /**
   * Action name ("*" = every action) → on which records it may be run.
   */
  actions?: {
    [k: string]: ScopeDocument | readonly (ScopeDocument | GrantDocument)[];
  };
  /**
   * Field name → right; "*" stands for the fields not named (write when left out).
   */
  fields?: {
    [k: string]: "hidden" | "masked" | "read" | "write";
  };
  /**
   * Letters of crud: what may be done with comments on the records this role lets read (d: also with those of others). Left out: read and write wherever the record is read, delete where it may be deleted.
   */
  comments?: string;
  /**
   * Letters of crud for notes, as for comments.
   */
  notes?: string;
  /**
   * Letters of crud for files of the record. Left out: read where the record is read, everything where it may be changed.
   */
  files?: string;
  /**
   * Kinds of collegial actions that may be begun on the records this role lets change. Left out: none.
   */
  collegial?: ("vote" | "approve" | "sign" | "acquaint")[];
  /**
   * May export the records, and the fields of them, that this role lets read.
   */
  export?: boolean;
  /**
   * May import files: create and change by them what this role lets create and change.
   */
  import?: boolean;
}
/**
 * A group of entries of the main menu. File: menus/<name>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "MenuDocument".
 */
export interface MenuDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among menus.
   */
  id: string;
  /**
   * Name of the menu.
   */
  name: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * Menus are shown in this order; 100 when left out.
   */
  order?: number;
  /**
   * Entries in order.
   */
  items: MenuItemDocument[];
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "MenuItemDocument".
 */
export interface MenuItemDocument {
  /**
   * Never changes, unique within the menu.
   */
  id: string;
  /**
   * What people read; the plural of the entity when left out.
   */
  label?: string;
  /**
   * lucide icon name; the icon of the entity when left out.
   */
  icon?: string;
  /**
   * Opens the list of this entity.
   */
  entity?: string;
  /**
   * Name of the list; the default one when left out.
   */
  list?: string;
  /**
   * Opens the dashboard of this name.
   */
  dashboard?: string;
  /**
   * Opens the report of this name.
   */
  report?: string;
  /**
   * Opens this page: a path of the product, or an https address.
   */
  url?: string;
  /**
   * Shown to holders of this administration right only; * = of any.
   */
  right?:
    | "*"
    | "metadata.read"
    | "metadata.publish"
    | "packs.install"
    | "users.manage"
    | "apiKeys.manage"
    | "events.read"
    | "trash.purge"
    | "share.any"
    | "rights.grantAny"
    | "personalData.erase"
    | "backup.manage";
  /**
   * Entries below this one (three levels at most).
   */
  items?: MenuItemDocument[];
}
/**
 * Numbers, charts and lists on one page. File: dashboards/<name>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "DashboardDocument".
 */
export interface DashboardDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among dashboards.
   */
  id: string;
  /**
   * Name, part of its address.
   */
  name: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * What it is for.
   */
  description?: string;
  /**
   * lucide icon name.
   */
  icon?: string;
  /**
   * Shown on the start page of those it is offered to.
   */
  default?: boolean;
  /**
   * Offered to people with one of these roles; to everybody when left out.
   */
  roles?: string[];
  /**
   * Asks for new data after so many seconds.
   */
  refresh?: number;
  schedule?: DashboardScheduleDocument;
  /**
   * Filters above the widgets that several of them heed.
   */
  filters?: DashboardFilterDocument[];
  /**
   * Pages of the dashboard; one alone has no tab bar.
   */
  tabs: DashboardTabDocument[];
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "DashboardScheduleDocument".
 */
export interface DashboardScheduleDocument {
  /**
   * Minute, hour, day, month, weekday.
   */
  cron: string;
  /**
   * IANA zone of the schedule; UTC when left out.
   */
  timeZone?: string;
  /**
   * Everybody with one of these roles gets it, each with what his own rights show.
   */
  roles?: string[];
  /**
   * E-mail addresses of further users; an address of nobody gets nothing.
   */
  people?: string[];
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "DashboardFilterDocument".
 */
export interface DashboardFilterDocument {
  /**
   * Never changes, unique within the dashboard; part of the address.
   */
  id: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * Entity whose field says what can be entered.
   */
  entity: string;
  /**
   * That field.
   */
  field: string;
  /**
   * Operator the value is used with.
   */
  op: string;
  /**
   * Value at the beginning; none when left out.
   */
  value?: string | number | boolean | unknown[] | {};
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "DashboardTabDocument".
 */
export interface DashboardTabDocument {
  /**
   * Never changes, unique within the dashboard; part of the address.
   */
  id: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * Widgets; where they stand is said by x and y.
   */
  widgets: WidgetDocument[];
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "WidgetDocument".
 */
export interface WidgetDocument {
  /**
   * Never changes, unique within the dashboard.
   */
  id: string;
  /**
   * Kind of widget: number, bar, line, area, pie, funnel, pivot, table, list, text.
   */
  kind: string;
  /**
   * Heading.
   */
  label: string;
  /**
   * Column of the left edge, of twelve.
   */
  x: number;
  /**
   * Row of the upper edge.
   */
  y: number;
  /**
   * Columns it takes.
   */
  width: number;
  /**
   * Rows it takes.
   */
  height: number;
  /**
   * Markdown of a text widget.
   */
  text?: string;
  /**
   * Entity whose records are asked for.
   */
  entity?: string;
  /**
   * Only records that fulfil it.
   */
  filter?: Condition;
  filters?: WidgetFilters;
  /**
   * Numbers over the records.
   */
  measures?: MeasureDocument[];
  /**
   * What the records are put together by.
   */
  groupBy?: GroupDocument[];
  /**
   * Fields shown of each record.
   */
  columns?: string[];
  /**
   * Order of records.
   */
  sort?: SortItemDocument[];
  /**
   * Most groups or records shown.
   */
  limit?: number;
  /**
   * List that opens on drilling down; the first without a filter of its own when left out.
   */
  list?: string;
  /**
   * Settings of the kind, see docs/how-to/dashboards.md.
   */
  options?: Record<string, unknown>;
}
/**
 * Filter of the dashboard → path of this entity it is applied to; a filter that is not named here is not heeded.
 */
export interface WidgetFilters {
  [k: string]: string;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "MeasureDocument".
 */
export interface MeasureDocument {
  /**
   * Never changes, unique within the widget.
   */
  id: string;
  /**
   * How the number is made.
   */
  function: "count" | "sum" | "avg" | "min" | "max";
  /**
   * Field measured; count needs none.
   */
  field?: string;
  /**
   * What people read; function and field when left out.
   */
  label?: string;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "GroupDocument".
 */
export interface GroupDocument {
  /**
   * Never changes, unique within the widget.
   */
  id: string;
  /**
   * Field, or a path through references.
   */
  field: string;
  /**
   * Cuts a date to periods.
   */
  by?: "day" | "week" | "month" | "quarter" | "year";
}
/**
 * A kept question with its table, its chart and, when wanted, a time at which it is sent by e-mail. File: reports/<name>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ReportDocument".
 */
export interface ReportDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among reports.
   */
  id: string;
  /**
   * Name, part of its address.
   */
  name: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * What it tells.
   */
  description?: string;
  /**
   * lucide icon name.
   */
  icon?: string;
  /**
   * Offered to people with one of these roles; to everybody when left out.
   */
  roles?: string[];
  /**
   * Entity whose records are asked for.
   */
  entity: string;
  /**
   * Only records that fulfil it.
   */
  filter?: Condition;
  /**
   * Fields of each record, for a report that lists records.
   */
  columns?: string[];
  /**
   * Numbers, for a report that puts records together.
   */
  measures?: MeasureDocument[];
  /**
   * What the records are put together by.
   */
  groupBy?: GroupDocument[];
  /**
   * Order of records.
   */
  sort?: SortItemDocument[];
  /**
   * Most groups or records.
   */
  limit?: number;
  /**
   * Chart above the table of a report with groups: a kind of widget.
   */
  chart?: string;
  schedule?: ScheduleDocument;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ScheduleDocument".
 */
export interface ScheduleDocument {
  /**
   * Minute, hour, day, month, weekday.
   */
  cron: string;
  /**
   * IANA zone of the schedule; UTC when left out.
   */
  timeZone?: string;
  /**
   * Everybody with one of these roles gets it, each with what his own rights show.
   */
  roles?: string[];
  /**
   * E-mail addresses of further users; an address of nobody gets nothing.
   */
  people?: string[];
  /**
   * A table in the letter, or a file with it.
   */
  format: "html" | "csv" | "xlsx";
}
/**
 * A rule by which people are told of what happens to records. File: notifications/<name>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "NotificationDocument".
 */
export interface NotificationDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among notifications.
   */
  id: string;
  /**
   * Name, unique among notifications.
   */
  name: string;
  /**
   * What people read in their settings.
   */
  label: string;
  /**
   * When one is told, in a sentence, for the settings.
   */
  description?: string;
  /**
   * Entity whose records it is about.
   */
  entity: string;
  on: NotificationEventDocument;
  /**
   * Only records that fulfil it, as they are afterwards.
   */
  when?: Condition;
  /**
   * Who is told. Whoever may not read the record is not.
   */
  to: RecipientDocument[];
  /**
   * Also tell the person who did it; false when left out.
   */
  self?: boolean;
  channels?: NotificationChannelsDocument;
  /**
   * One line. {field} is the value of a field or path, {@actor} who did it, {@post} the words of a comment or note.
   */
  title: string;
  /**
   * A sentence more, with the same placeholders.
   */
  text?: string;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "NotificationEventDocument".
 */
export interface NotificationEventDocument {
  /**
   * "changed": one of the fields got another value; "assigned": got another owner; "due": a date of the record is reached; "clock": a clock that names this notification says so.
   */
  event: "created" | "updated" | "changed" | "deleted" | "assigned" | "comment" | "note" | "file" | "mention" | "due" | "clock";
  /**
   * For "changed": audited fields, one of which must have changed.
   */
  fields?: string[];
  /**
   * For "changed" of one field: only when it becomes one of these choices.
   */
  becomes?: string[];
  /**
   * For "due": a field with a day or a moment.
   */
  field?: string;
  /**
   * For "due": how long after the date (ISO 8601; with a minus: before it).
   */
  offset?: string;
  /**
   * For "due" of a day: time of day; 09:00 when left out.
   */
  at?: string;
  /**
   * For "due" of a day: IANA zone of the time; UTC when left out.
   */
  timeZone?: string;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "RecipientDocument".
 */
export interface RecipientDocument {
  /**
   * "members" of the record with a member role, everybody with a "role", the record's "team", the "head" of its unit, the user in a "field", those "mentioned".
   */
  who: "owner" | "creator" | "previousOwner" | "members" | "role" | "team" | "head" | "field" | "mentioned";
  /**
   * Name of the member role, role or field.
   */
  name?: string;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "NotificationChannelsDocument".
 */
export interface NotificationChannelsDocument {
  /**
   * In the bell; off when left out.
   */
  internal?: "now" | "off";
  /**
   * By letter at once, in one letter each morning, or not; off when left out.
   */
  email?: "now" | "digest" | "off";
}
/**
 * A process: pools, lanes, nodes and flows. File: processes/<name>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ProcessDocument".
 */
export interface ProcessDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among processes.
   */
  id: string;
  /**
   * Name, unique among processes.
   */
  name: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * What the process is for.
   */
  description?: string;
  /**
   * Entity of the record an instance is about; formulas see it as record.
   */
  entity?: string;
  /**
   * What starts it, beside messages and signals.
   */
  starts?: ProcessStartDocument[];
  /**
   * Roles by whose rights its services read and write; those of whoever started it when left out.
   */
  actsAs?: string[];
  /**
   * What is written down of each instance: nothing, its steps (when left out), or its steps with the variables.
   */
  journal?: "off" | "steps" | "full";
  /**
   * IANA zone of dates without one; UTC when left out.
   */
  timeZone?: string;
  /**
   * Working calendar of its terms: the time spans of timers and tasks are working time then; plain time when left out.
   */
  calendar?: string;
  /**
   * Participants; one of the document's own id when left out.
   */
  pools?: PoolDocument[];
  /**
   * Who does what.
   */
  lanes?: LaneDocument[];
  /**
   * Events, activities and gateways.
   */
  nodes: NodeDocument[];
  /**
   * Ways between nodes, in the order in which conditions are asked.
   */
  flows: FlowDocument[];
  /**
   * Messages between pools.
   */
  messageFlows?: MessageFlowDocument[];
  /**
   * Variables of the process.
   */
  variables?: VariableDocument[];
  /**
   * Texts, groups, data and associations of the drawing.
   */
  artifacts?: ArtifactDocument[];
  /**
   * Pages of the drawing; each page is seen and edited in the designer.
   */
  di?: PageDocument[];
  /**
   * Dry runs that must go as they once went; `metaloom pack test` plays them.
   */
  scenarios?: ProcessScenarioDocument[];
  extra?: Extra;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ProcessStartDocument".
 */
export interface ProcessStartDocument {
  /**
   * Never changes, unique in the process.
   */
  id: string;
  /**
   * A button, something that happens to a record of the entity, a time, or a call of a web address that only whoever is told it knows.
   */
  kind: "hand" | "record" | "time" | "webhook";
  /**
   * For hand: words of the button; the label of the process when left out.
   */
  label?: string;
  /**
   * For hand: lucide icon name.
   */
  icon?: string;
  /**
   * For hand and record: only records that fulfil it.
   */
  when?: Condition;
  /**
   * For record: what happens; changed means that one of the fields gets another value.
   */
  on?: "created" | "updated" | "changed" | "deleted";
  /**
   * For changed: one of these fields must have changed.
   */
  fields?: string[];
  /**
   * For time: minute, hour, day of month, month, day of week.
   */
  cron?: string;
  /**
   * For time: IANA zone; that of the process when left out.
   */
  timeZone?: string;
  /**
   * For webhook: variables out of the JSON object that was sent, which formulas know as body; when left out, its members that have the name of a variable.
   */
  map?: MappingDocument[];
  /**
   * For webhook: id of the record the process is about.
   */
  record?: string;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "MappingDocument".
 */
export interface MappingDocument {
  /**
   * Variable that gets the value.
   */
  to: string;
  /**
   * FEEL formula.
   */
  from: string;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "PoolDocument".
 */
export interface PoolDocument {
  /**
   * Never changes, unique in the document.
   */
  id: string;
  /**
   * What people read.
   */
  label?: string;
  /**
   * What the participant is.
   */
  description?: string;
  /**
   * Name by which call activities and messages of other documents know the process of the pool.
   */
  process?: string;
  /**
   * False for a process that only documents; never started.
   */
  executable?: boolean;
  /**
   * Variables of this process only.
   */
  variables?: VariableDocument[];
  extra?: Extra;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "VariableDocument".
 */
export interface VariableDocument {
  /**
   * Never changes, unique in the list.
   */
  id: string;
  /**
   * Name in formulas.
   */
  name: string;
  /**
   * What people read.
   */
  label?: string;
  /**
   * Whoever starts it by hand is asked for the value.
   */
  ask?: boolean;
  /**
   * With ask: it must be given.
   */
  required?: boolean;
  /**
   * Type of the value; anything when left out.
   */
  type?: "text" | "number" | "boolean" | "date" | "dateTime" | "time" | "duration" | "list" | "context" | "any";
  /**
   * Value at the beginning; nothing when left out.
   */
  default?: {} | unknown[] | string | number | boolean | null;
  extra?: Extra;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "LaneDocument".
 */
export interface LaneDocument {
  /**
   * Never changes, unique in the document.
   */
  id: string;
  /**
   * What people read.
   */
  label?: string;
  /**
   * What is done in the lane.
   */
  description?: string;
  /**
   * Pool it belongs to; the only one when left out.
   */
  pool?: string;
  /**
   * Lane it is a part of.
   */
  parent?: string;
  /**
   * Sub-process whose lane it is.
   */
  inside?: string;
  /**
   * Who does the tasks in the lane.
   */
  responsible?: ResponsibleDocument[];
  /**
   * Working calendar of terms in the lane; that of the process when left out.
   */
  calendar?: string;
  extra?: Extra;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ResponsibleDocument".
 */
export interface ResponsibleDocument {
  /**
   * How the person is found.
   */
  kind: "user" | "role" | "team" | "unitHead" | "superior" | "field" | "formula" | "starter";
  /**
   * E-mail of the user, name of the role, team or field, or the formula. superior: field of the record with people, or a formula that gives them; whoever started it when left out. unitHead: field of the record with a unit, or name or code of a unit; when left out the unit of the record, else of whoever started it.
   */
  value?: string;
  /**
   * Of a collegial action: how much the voice of each of them counts, 1 when left out; of somebody named several times the largest.
   */
  weight?: number;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "NodeDocument".
 */
export interface NodeDocument {
  /**
   * Never changes, unique in the document.
   */
  id: string;
  /**
   * Kind of node.
   */
  type:
    | "startEvent"
    | "intermediateCatchEvent"
    | "intermediateThrowEvent"
    | "boundaryEvent"
    | "endEvent"
    | "task"
    | "userTask"
    | "manualTask"
    | "serviceTask"
    | "scriptTask"
    | "sendTask"
    | "receiveTask"
    | "businessRuleTask"
    | "exclusiveGateway"
    | "parallelGateway"
    | "inclusiveGateway"
    | "complexGateway"
    | "eventBasedGateway"
    | "subProcess"
    | "eventSubProcess"
    | "adHocSubProcess"
    | "transaction"
    | "callActivity";
  /**
   * What people read.
   */
  label?: string;
  /**
   * What is to be done.
   */
  description?: string;
  /**
   * Pool it lies in; the only one when left out.
   */
  pool?: string;
  /**
   * Lane it lies in.
   */
  lane?: string;
  /**
   * Sub-process it lies in.
   */
  inside?: string;
  /**
   * Working calendar of its terms; that of its lane or the process when left out.
   */
  calendar?: string;
  extra?: Extra;
  /**
   * Events: what is caught or thrown.
   */
  triggers?: TriggerDocument[];
  /**
   * Events: all triggers must happen, not any.
   */
  parallelMultiple?: boolean;
  /**
   * Boundary events: the activity.
   */
  attachedTo?: string;
  /**
   * False: the activity or scope goes on.
   */
  interrupting?: boolean;
  /**
   * Flow taken when no condition holds.
   */
  default?: string;
  loop?: LoopDocument;
  /**
   * Runs only to undo another activity.
   */
  forCompensation?: boolean;
  /**
   * Compensation events on a border: the activity that undoes.
   */
  handler?: string;
  /**
   * Tokens needed to begin.
   */
  startQuantity?: number;
  /**
   * Tokens given at the end.
   */
  completionQuantity?: number;
  /**
   * What the work gets.
   */
  inputs?: MappingDocument[];
  /**
   * What is kept of what it brings; all when left out.
   */
  outputs?: MappingDocument[];
  /**
   * Variables of a sub-process.
   */
  variables?: VariableDocument[];
  /**
   * Settings of the type of node.
   */
  options?: Record<string, unknown>;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "TriggerDocument".
 */
export interface TriggerDocument {
  /**
   * Never changes, unique in the node.
   */
  id: string;
  /**
   * Kind of trigger.
   */
  type: "timer" | "message" | "signal" | "error" | "escalation" | "compensation" | "conditional" | "link" | "cancel" | "terminate";
  extra?: Extra;
  /**
   * A point in time.
   */
  date?: unknown;
  /**
   * A time span from now.
   */
  duration?: unknown;
  /**
   * A repetition.
   */
  cycle?: unknown;
  /**
   * Name of the message.
   */
  message?: unknown;
  /**
   * Value by which the message finds its instance.
   */
  key?: string;
  /**
   * For message: waits for a call of a web address of its own instead; formulas know the address as webhooks.<id of the step>, and what was sent as body in the outputs.
   */
  webhook?: boolean;
  /**
   * Name of the signal.
   */
  signal?: unknown;
  /**
   * Code of the error; any error when left out.
   */
  error?: string;
  /**
   * Code of the escalation; any when left out.
   */
  escalation?: string;
  /**
   * Activity to undo; all of the scope when left out.
   */
  activity?: string;
  /**
   * False: goes on without waiting for the undoing.
   */
  wait?: boolean;
  /**
   * Happens when it becomes true.
   */
  condition?: string;
  /**
   * Name both ends share.
   */
  link?: string;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "LoopDocument".
 */
export interface LoopDocument {
  /**
   * repeat while a condition holds, or once for each item: parallel or sequential.
   */
  kind: "repeat" | "parallel" | "sequential";
  /**
   * Repeated while it holds; asked after each round.
   */
  condition?: string;
  /**
   * Asked before the first round, too.
   */
  testBefore?: boolean;
  /**
   * Most rounds.
   */
  maximum?: number;
  /**
   * How often.
   */
  count?: string;
  /**
   * List to go through.
   */
  items?: string;
  /**
   * Variable of the present item.
   */
  item?: string;
  /**
   * Asked after each round; true ends the rest.
   */
  completion?: string;
  collect?: MappingDocument;
  /**
   * When rounds throw an event for the border.
   */
  announce?: "first" | "each" | "when";
  /**
   * What rounds throw.
   */
  announcements?: AnnouncementDocument[];
  extra?: Extra;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "AnnouncementDocument".
 */
export interface AnnouncementDocument {
  /**
   * Thrown when it holds.
   */
  condition?: string;
  trigger: TriggerDocument;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "FlowDocument".
 */
export interface FlowDocument {
  /**
   * Never changes, unique in the document.
   */
  id: string;
  /**
   * Node it begins at.
   */
  from: string;
  /**
   * Node it leads to.
   */
  to: string;
  /**
   * What people read.
   */
  label?: string;
  /**
   * Why this way is taken.
   */
  description?: string;
  /**
   * Taken when it holds; FEEL.
   */
  condition?: string;
  extra?: Extra;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "MessageFlowDocument".
 */
export interface MessageFlowDocument {
  /**
   * Never changes, unique in the document.
   */
  id: string;
  /**
   * Node or pool that sends.
   */
  from: string;
  /**
   * Node or pool that receives.
   */
  to: string;
  /**
   * What people read.
   */
  label?: string;
  /**
   * What is sent.
   */
  description?: string;
  /**
   * Name of the message.
   */
  message?: string;
  extra?: Extra;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ArtifactDocument".
 */
export interface ArtifactDocument {
  /**
   * Never changes, unique in the document.
   */
  id: string;
  /**
   * What it is.
   */
  type: "annotation" | "group" | "association" | "dataObject" | "dataObjectReference" | "dataStore" | "dataStoreReference" | "other";
  /**
   * What people read.
   */
  label?: string;
  /**
   * More words.
   */
  description?: string;
  /**
   * Pool it lies in.
   */
  pool?: string;
  /**
   * Sub-process it lies in.
   */
  inside?: string;
  /**
   * Where an association begins.
   */
  from?: string;
  /**
   * Where an association ends.
   */
  to?: string;
  extra?: Extra;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "PageDocument".
 */
export interface PageDocument {
  /**
   * Never changes, unique among pages.
   */
  id: string;
  /**
   * What people read.
   */
  label?: string;
  /**
   * Sub-process the page shows; all of the document when left out.
   */
  element?: string;
  /**
   * Where pools, lanes, nodes and artifacts are.
   */
  shapes: ShapeDocument[];
  /**
   * Ways of flows, message flows and associations.
   */
  edges: EdgeDocument[];
  extra?: Extra;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ShapeDocument".
 */
export interface ShapeDocument {
  /**
   * Never changes, unique on the page.
   */
  id: string;
  /**
   * Pool, lane, node or artifact it shows.
   */
  element: string;
  /**
   * Left border, in pixels.
   */
  x: number;
  /**
   * Upper border, in pixels; grows downwards.
   */
  y: number;
  /**
   * Width in pixels.
   */
  width: number;
  /**
   * Height in pixels.
   */
  height: number;
  /**
   * Sub-processes: the inside is drawn, too.
   */
  expanded?: boolean;
  /**
   * Pools and lanes: false when they go from top to bottom.
   */
  horizontal?: boolean;
  labelAt?: BoxDocument;
  extra?: Extra;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "BoxDocument".
 */
export interface BoxDocument {
  /**
   * Left border, in pixels.
   */
  x: number;
  /**
   * Upper border, in pixels.
   */
  y: number;
  /**
   * Width in pixels.
   */
  width: number;
  /**
   * Height in pixels.
   */
  height: number;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "EdgeDocument".
 */
export interface EdgeDocument {
  /**
   * Never changes, unique on the page.
   */
  id: string;
  /**
   * Flow, message flow or association it shows.
   */
  element: string;
  /**
   * Corners of the line, from its beginning to its end.
   */
  points: PointDocument[];
  labelAt?: BoxDocument;
  extra?: Extra;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "PointDocument".
 */
export interface PointDocument {
  /**
   * Pixels from the left.
   */
  x: number;
  /**
   * Pixels from above.
   */
  y: number;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ProcessScenarioDocument".
 */
export interface ProcessScenarioDocument {
  /**
   * Never changes, unique in the process.
   */
  id: string;
  /**
   * What is promised, as a sentence.
   */
  label: string;
  /**
   * The moment at which it begins, UTC; 2026-01-05T09:00:00Z when left out.
   */
  startsAt?: string;
  /**
   * Variables it begins with; record is the record it is about.
   */
  variables?: Record<string, unknown>;
  /**
   * What is done, in order.
   */
  moves?: ProcessScenarioMove[];
  /**
   * Ids of the steps it must enter, in order.
   */
  path: string[];
  /**
   * What must have become of it.
   */
  status: "running" | "completed" | "terminated" | "failed";
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ProcessScenarioMove".
 */
export interface ProcessScenarioMove {
  /**
   * The task of this step is done.
   */
  task?: string;
  /**
   * Name of the button it is done by.
   */
  decision?: string;
  /**
   * Variables it brings.
   */
  variables?: Record<string, unknown>;
  /**
   * What this step waits for happens: its message or signal comes.
   */
  wait?: string;
  /**
   * ISO duration the clock moves on.
   */
  time?: string;
}
/**
 * A decision: a table of rules as in DMN. File: decisions/<name>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "DecisionDocument".
 */
export interface DecisionDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among decisions.
   */
  id: string;
  /**
   * Name by which steps ask for it, unique among decisions.
   */
  name: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * What is decided, in a sentence.
   */
  description?: string;
  /**
   * What counts when several rules fit. unique (when left out): only one may; any: all must say the same; priority: the one whose value stands first in the values of the output; first: the first of the table; outputOrder, ruleOrder, collect: all that fit, as a list.
   */
  hitPolicy?: "unique" | "any" | "priority" | "first" | "outputOrder" | "ruleOrder" | "collect";
  /**
   * For "collect": what all that fit become together.
   */
  aggregation?: "sum" | "min" | "max" | "count";
  /**
   * What the rules look at.
   */
  inputs: DecisionInputDocument[];
  /**
   * What the rules say.
   */
  outputs: DecisionOutputDocument[];
  /**
   * Rules, in the order of the table.
   */
  rules: DecisionRuleDocument[];
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "DecisionInputDocument".
 */
export interface DecisionInputDocument {
  /**
   * Never changes, unique in the table.
   */
  id: string;
  /**
   * Head of the column.
   */
  label?: string;
  /**
   * Value the rules test; FEEL.
   */
  formula: string;
  /**
   * Type of the value; texts become dates by it.
   */
  type?: "text" | "number" | "boolean" | "date" | "dateTime" | "time" | "duration" | "any";
  /**
   * Tests the value must pass; FEEL.
   */
  allowed?: string;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "DecisionOutputDocument".
 */
export interface DecisionOutputDocument {
  /**
   * Never changes, unique in the table.
   */
  id: string;
  /**
   * Variable that gets the value.
   */
  name: string;
  /**
   * Head of the column.
   */
  label?: string;
  /**
   * Type of the value, for other tools.
   */
  type?: "text" | "number" | "boolean" | "date" | "dateTime" | "time" | "duration" | "any";
  /**
   * Values in falling priority, for the hit policies priority and outputOrder; FEEL.
   */
  values?: string[];
  /**
   * Value when no rule fits; nothing when left out.
   */
  default?: string;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "DecisionRuleDocument".
 */
export interface DecisionRuleDocument {
  /**
   * Never changes, unique in the table.
   */
  id: string;
  /**
   * Why the rule is there.
   */
  description?: string;
  /**
   * Input id → test its value must pass; what is left out fits everything.
   */
  when?: {
    [k: string]: string;
  };
  /**
   * Output id → formula of its value; nothing when left out.
   */
  then?: {
    [k: string]: string;
  };
}
/**
 * A working calendar: when work is done, so that terms can be said in working time. File: calendars/<name>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "WorkingCalendarDocument".
 */
export interface WorkingCalendarDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among working calendars.
   */
  id: string;
  /**
   * Name by which processes and clocks ask for it, unique among working calendars.
   */
  name: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * For whom it is, in a sentence; people who edit it read it.
   */
  description?: string;
  /**
   * IANA zone of its hours and days.
   */
  timeZone: string;
  /**
   * Working time of a usual week; at least one shift.
   */
  shifts: CalendarShiftDocument[];
  /**
   * Days without work.
   */
  holidays?: CalendarHolidayDocument[];
  /**
   * Working days that are worked on another date.
   */
  moved?: CalendarMovedDocument[];
  /**
   * Hours of single dates, instead of all others of that date.
   */
  special?: CalendarSpecialDocument[];
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "CalendarShiftDocument".
 */
export interface CalendarShiftDocument {
  /**
   * Never changes, unique in the list.
   */
  id: string;
  /**
   * Weekdays on which it begins.
   */
  days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
  /**
   * Begin.
   */
  from: string;
  /**
   * End; on the next day when it is not after the begin.
   */
  to: string;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "CalendarHolidayDocument".
 */
export interface CalendarHolidayDocument {
  /**
   * Never changes, unique in the list.
   */
  id: string;
  /**
   * The day, or the first of several.
   */
  date: string;
  /**
   * The last of several days, at most a year later.
   */
  until?: string;
  /**
   * The same days of every year.
   */
  yearly?: boolean;
  /**
   * What is celebrated; shown beside the day.
   */
  label?: string;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "CalendarMovedDocument".
 */
export interface CalendarMovedDocument {
  /**
   * Never changes, unique in the list.
   */
  id: string;
  /**
   * The day that becomes free.
   */
  from: string;
  /**
   * The day worked instead, with the hours of the weekday that became free.
   */
  to: string;
  /**
   * Why; shown beside the day.
   */
  label?: string;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "CalendarSpecialDocument".
 */
export interface CalendarSpecialDocument {
  /**
   * Never changes, unique in the list.
   */
  id: string;
  /**
   * The date.
   */
  date: string;
  /**
   * Begin.
   */
  from: string;
  /**
   * End; on the next day when it is not after the begin.
   */
  to: string;
  /**
   * Why; shown beside the day.
   */
  label?: string;
}
/**
 * A clock: a term on every record of an entity (SLA), in working time. File: clocks/<name>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ClockDocument".
 */
export interface ClockDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among clocks.
   */
  id: string;
  /**
   * Name, unique among clocks.
   */
  name: string;
  /**
   * What people read beside the time left.
   */
  label: string;
  /**
   * Entity whose records have the clock.
   */
  entity: string;
  /**
   * Working calendar it goes by.
   */
  calendar: string;
  /**
   * Begins when a record fulfils it; with the record when left out.
   */
  start?: Condition;
  /**
   * Stands still while a record fulfils it.
   */
  pause?: Condition;
  /**
   * Ends when a record fulfils it; goes on when it does not any more.
   */
  stop: Condition;
  /**
   * How long it may take; the first whose condition holds.
   */
  targets: ClockTargetDocument[];
  /**
   * What happens before the term and when it is broken.
   */
  events?: ClockEventDocument[];
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ClockTargetDocument".
 */
export interface ClockTargetDocument {
  /**
   * Never changes, unique in the list.
   */
  id: string;
  /**
   * Only records that fulfil it; all when left out.
   */
  when?: Condition;
  /**
   * Working days, hours and minutes (ISO 8601).
   */
  within: string;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ClockEventDocument".
 */
export interface ClockEventDocument {
  /**
   * Never changes, unique in the list.
   */
  id: string;
  /**
   * So much working time before the term; when it is broken when left out.
   */
  before?: string;
  /**
   * Name of a notification of the same entity with the event "clock".
   */
  notify?: string;
  /**
   * Field → value the record gets.
   */
  set?: Record<string, unknown>;
  /**
   * Name of a process about the same entity that is begun.
   */
  process?: string;
}
/**
 * A template of documents: a text with places for values of a record, filled in by a step of a process. File: templates/<name>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "TemplateDocument".
 */
export interface TemplateDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among templates.
   */
  id: string;
  /**
   * Name by which steps ask for it, unique among templates.
   */
  name: string;
  /**
   * What people read.
   */
  label: string;
  /**
   * What it is for, in a sentence.
   */
  description?: string;
  /**
   * Entity of the record it is filled from.
   */
  entity: string;
  /**
   * html: a page that can be printed, the body being what stands inside <body>; markdown and text as they are.
   */
  format: "html" | "markdown" | "text";
  /**
   * Language of dates, numbers and words of choices; English when left out.
   */
  language?: string;
  /**
   * Name of the file, with {{…}} for values; the label when left out.
   */
  fileName?: string;
  /**
   * The text: {{FEEL}} puts a value in, {{#each record.lines as line}} … {{/each}} goes through line items, {{#if …}} … {{else}} … {{/if}} chooses. `record` is the record, `words` has the labels of its choices, variables of the process go by their names.
   */
  body: string;
}
/**
 * Words of documents in one more language, addressed by ids. File: i18n/<language>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "TranslationDocument".
 */
export interface TranslationDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among translations.
   */
  id: string;
  /**
   * Name of the file: the language.
   */
  name: string;
  /**
   * BCP 47 tag of the language.
   */
  language: string;
  /**
   * Entity id → words.
   */
  entities?: {
    [k: string]: EntityWords;
  };
  /**
   * Form id → words.
   */
  forms?: {
    [k: string]: FormWords;
  };
  /**
   * List id → words.
   */
  lists?: {
    [k: string]: ListWords;
  };
  boards?: LabelledById;
  calendars?: LabelledById;
  timelines?: LabelledById;
  trees?: LabelledById;
  /**
   * Dashboard id → words.
   */
  dashboards?: {
    [k: string]: DashboardWords;
  };
  /**
   * Report id → words.
   */
  reports?: {
    [k: string]: ReportWords;
  };
  /**
   * Notification id → words.
   */
  notifications?: {
    [k: string]: NotificationWords;
  };
  /**
   * Process id → words.
   */
  processes?: {
    [k: string]: ProcessWords;
  };
  decisions?: LabelledById;
  templates?: LabelledById;
  clocks?: LabelledById;
  workingCalendars?: LabelledById;
  /**
   * Action id → words.
   */
  actions?: {
    [k: string]: ActionWords;
  };
  roles?: LabelledById;
  /**
   * Menu id → words.
   */
  menus?: {
    [k: string]: MenuWords;
  };
  /**
   * Pack id → words.
   */
  packs?: {
    [k: string]: PackWords;
  };
}
export interface EntityWords {
  /**
   * One record.
   */
  label?: string;
  /**
   * Many records.
   */
  plural?: string;
  /**
   * What the entity is for.
   */
  description?: string;
  /**
   * Field id → words.
   */
  fields?: {
    [k: string]: FieldWords;
  };
  recordTypes?: WordsById;
  memberRoles?: WordsById;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "FieldWords".
 */
export interface FieldWords {
  /**
   * Label of the field.
   */
  label?: string;
  /**
   * The sentence beside the field.
   */
  help?: string;
  /**
   * Grey text in the empty field.
   */
  placeholder?: string;
  choices?: WordsById;
  invalidWhen?: WordsById;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "WordsById".
 */
export interface WordsById {
  [k: string]: string;
}
export interface FormWords {
  /**
   * Label of the form.
   */
  label?: string;
  tabs?: WordsById;
  sections?: WordsById;
  related?: WordsById;
}
export interface ListWords {
  /**
   * Label of the list.
   */
  label?: string;
  columns?: WordsById;
  quickFilters?: WordsById;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "LabelledById".
 */
export interface LabelledById {
  [k: string]: LabelWords;
}
export interface LabelWords {
  /**
   * The label.
   */
  label?: string;
}
export interface DashboardWords {
  /**
   * Label of the dashboard.
   */
  label?: string;
  /**
   * What it is for.
   */
  description?: string;
  tabs?: WordsById;
  filters?: WordsById;
  /**
   * Widget id → words.
   */
  widgets?: {
    [k: string]: WidgetWords;
  };
}
export interface WidgetWords {
  /**
   * Heading.
   */
  label?: string;
  /**
   * Markdown of a text widget.
   */
  text?: string;
  measures?: WordsById;
}
export interface ReportWords {
  /**
   * Label of the report.
   */
  label?: string;
  /**
   * What it tells.
   */
  description?: string;
  measures?: WordsById;
}
export interface NotificationWords {
  /**
   * Label of the rule in settings.
   */
  label?: string;
  /**
   * When one is told.
   */
  description?: string;
  /**
   * The line people are told.
   */
  title?: string;
  /**
   * The sentence more.
   */
  text?: string;
}
export interface ProcessWords {
  /**
   * Label of the process.
   */
  label?: string;
  /**
   * What it is for.
   */
  description?: string;
  /**
   * Start id → words of the button.
   */
  starts?: {
    [k: string]: string;
  };
  /**
   * Variable id → label.
   */
  variables?: {
    [k: string]: string;
  };
  /**
   * Pool id → label.
   */
  pools?: {
    [k: string]: string;
  };
  /**
   * Lane id → label.
   */
  lanes?: {
    [k: string]: string;
  };
  /**
   * Flow id → label.
   */
  flows?: {
    [k: string]: string;
  };
  /**
   * Node id → label.
   */
  nodes?: {
    [k: string]: string;
  };
  /**
   * Node id → what is to be done.
   */
  descriptions?: {
    [k: string]: string;
  };
  /**
   * Decision id → words of the button.
   */
  decisions?: {
    [k: string]: string;
  };
  /**
   * Id of a step's notification → its sentence.
   */
  notifications?: {
    [k: string]: string;
  };
  /**
   * Id of a step's attachment → what people read beside the files.
   */
  attachments?: {
    [k: string]: string;
  };
}
export interface ActionWords {
  /**
   * Label of the action.
   */
  label?: string;
  /**
   * Question asked before.
   */
  confirm?: string;
  /**
   * Parameter id → words.
   */
  parameters?: {
    [k: string]: FieldWords;
  };
}
export interface MenuWords {
  /**
   * Label of the menu.
   */
  label?: string;
  items?: WordsById;
}
export interface PackWords {
  /**
   * Label of the pack.
   */
  label?: string;
  /**
   * What the pack is for.
   */
  description?: string;
}
/**
 * Records a pack brings along, found again by a key field. File: seed/<name>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "SeedDocument".
 */
export interface SeedDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among seeds.
   */
  id: string;
  /**
   * Name of the file.
   */
  name: string;
  /**
   * What people read when they are asked whether to load it.
   */
  label: string;
  /**
   * Demo data: loaded only when asked for; records that are there already are left as they are.
   */
  demo?: boolean;
  /**
   * Name of the entity.
   */
  entity: string;
  /**
   * Field that tells the records apart, also for references of other seeds; a second load updates instead of adding.
   */
  key: string;
  /**
   * Records: field name → value; none when the document only says by which field records that are there are found. A reference is {"key": key of the target}, with "entity" where the field may point at several. A day or moment may be relative to the load: {"ago": "P30D"} or {"ahead": "PT2H"}. `createdAt` and `owner` may be given; team and unit follow the owner. A user may have `roles`, `teams`, `position` and `superior`.
   */
  records: SeedRecord[];
}
/**
 * Local changes of one document, kept apart from it as changes of single nodes and properties. File: patches/<kind>.<name>.json.
 *
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "PatchDocument".
 */
export interface PatchDocument {
  /**
   * Schema for editors.
   */
  $schema?: string;
  /**
   * Never changes, unique among patches.
   */
  id: string;
  target: PatchTarget;
  /**
   * Changes in order.
   */
  changes: ChangeDocument[];
}
/**
 * The document that is changed.
 */
export interface PatchTarget {
  /**
   * Kind of the document.
   */
  kind:
    | "pack"
    | "entity"
    | "extension"
    | "form"
    | "list"
    | "board"
    | "calendar"
    | "timeline"
    | "tree"
    | "action"
    | "role"
    | "menu"
    | "dashboard"
    | "report"
    | "notification"
    | "process"
    | "decision"
    | "workingCalendar"
    | "clock"
    | "template"
    | "translation"
    | "seed";
  /**
   * Id of the document (its name where it has no other).
   */
  name: string;
  /**
   * Pack that holds the document.
   */
  pack: string;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "ChangeDocument".
 */
export interface ChangeDocument {
  /**
   * Node changed: properties and ids from the root, joined by /; "" is the document itself.
   */
  node?: string;
  /**
   * Property (nested ones joined by /) → new value.
   */
  set?: Record<string, unknown>;
  /**
   * Properties taken away.
   */
  unset?: string[];
  /**
   * Node that is added; needs `into` and `after`.
   */
  insert?: Record<string, unknown>;
  /**
   * insert: where the node goes.
   */
  into?: {
    /**
     * Node that holds the list.
     */
    node: string;
    /**
     * Property that is the list.
     */
    property: string;
  };
  /**
   * Node that is taken away.
   */
  remove?: string;
  /**
   * Node that gets another place in its list; needs `after`.
   */
  move?: string;
  /**
   * insert and move: id of the node before; null = first.
   */
  after?: string | null;
}
/**
 * This interface was referenced by `Grammar`'s JSON-Schema
 * via the `definition` "GrantDocument".
 */
export interface GrantDocument {
  /**
   * On which records.
   */
  scope?: "none" | "own" | "member" | "team" | "unit" | "unitTree" | "all";
  /**
   * Which records; with a scope, both must hold.
   */
  condition?: Condition;
}
