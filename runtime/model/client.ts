/**
 * ClientModel: the AppModel as one person sees it, as plain JSON. Browser-safe; made by `client-model.ts`, read by every screen.
 *
 * - Labels are plain strings in the person's language; hidden fields and entities without any right are absent, not marked.
 * - *rights* say what a screen may offer. They are a courtesy: the server asks again on every request.
 */
import type { Condition } from "../expressions/condition";
import type { ClientParts } from "./kinds/parts";
import type { ColumnTotal, ListGroup, SortItem } from "./types";

export interface ClientUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly language: string;
  readonly timeZone: string;
}

export interface ClientField {
  readonly name: string;
  readonly type: string;
  readonly label: string;
  readonly help?: string;
  readonly placeholder?: string;
  /** Input mask, see runtime/fields/mask.ts. */
  readonly mask?: string;
  /** Options of the type; labels of choices are already plain strings. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly system: boolean;
  readonly searchable: boolean;
  readonly sortable: boolean;
  readonly filterable: boolean;
  readonly setOnce: boolean;
  /** Holds data about a person: offered for report and erasure. */
  readonly personalData?: boolean;
  /** Of a translatable field: name of the field that holds its texts by language. */
  readonly companion?: string;
  readonly right: "masked" | "read" | "write";
  readonly requiredWhen?: Condition;
  readonly visibleWhen?: Condition;
  readonly readOnlyWhen?: Condition;
  readonly invalidWhen: readonly { readonly id: string; readonly when: Condition; readonly message: string }[];
  /** Literal only; a default by formula is computed by the server (parameters of actions keep theirs). */
  readonly default?: unknown;
  /** Path through a reference the server fills it from while it is empty, e.g. "product.price". */
  readonly fetchFrom?: string;
  /** Only records of these record types have it; absent = all. */
  readonly recordTypes?: readonly string[];
}

export interface ClientRecordType {
  readonly name: string;
  readonly label: string;
  readonly form?: string;
  /** Allowed choices of select fields: field name → choice values. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

export interface ClientList {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  /** `field` may be a path through references ("organisation.city"). */
  readonly columns: readonly { readonly id: string; readonly field: string; readonly width?: number; readonly pinned?: boolean; readonly label?: string; readonly total?: ColumnTotal }[];
  readonly groupBy?: ListGroup;
  /** Names of clocks shown beside the title. */
  readonly clocks?: readonly string[];
  /** How its records are shown first; absent = as a table. */
  readonly shownAs?: string;
  /** Made in the browser and shared: who may publish may change it there. */
  readonly local: boolean;
  /** Who it is shared with; absent = everybody. */
  readonly roles?: readonly string[];
  readonly sort: readonly SortItem[];
  readonly filter?: Condition;
  readonly quickFilters: readonly { readonly id: string; readonly label: string; readonly filter: Condition }[];
  readonly pageSize: number;
  readonly default: boolean;
}

export interface ClientSection {
  readonly id: string;
  readonly label?: string;
  readonly columns: 1 | 2 | 3;
  readonly visibleWhen?: Condition;
  readonly collapsed: boolean;
  readonly fields: readonly { readonly id: string; readonly field: string; readonly span: 1 | 2 | 3 }[];
}

export interface ClientTab {
  readonly id: string;
  readonly label: string;
  readonly visibleWhen?: Condition;
  readonly sections: readonly ClientSection[];
}

export interface ClientForm {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly default: boolean;
  readonly recordType?: string;
  /** Made for some roles, the person's among them. */
  readonly forRoles?: boolean;
  /** Only for records that fulfil it. */
  readonly when?: Condition;
  /** Select field whose choices are the steps above the record. */
  readonly stage?: string;
  readonly tabs: readonly ClientTab[];
  /** Sections beside every tab. */
  readonly side?: readonly ClientSection[];
  /** Records of `entity` whose reference `field` points here. */
  readonly related: readonly { readonly id: string; readonly entity: string; readonly field: string; readonly list?: string; readonly label?: string }[];
}

export interface ClientAction {
  readonly name: string;
  readonly label: string;
  readonly icon?: string;
  /** A question to ask before. */
  readonly confirm?: string;
  /** Offered only for records that fulfil it. */
  readonly when?: Condition;
  readonly parameters: readonly ClientField[];
}

export interface ClientEntityRights {
  readonly create: boolean;
  readonly read: boolean;
  readonly update: boolean;
  readonly delete: boolean;
  readonly export: boolean;
  readonly import: boolean;
}

export interface ClientEntity {
  readonly name: string;
  readonly label: string;
  readonly plural: string;
  readonly description?: string;
  /** lucide name in kebab-case. */
  readonly icon: string;
  readonly titleField: string;
  readonly system: boolean;
  /** Name of the reference field to the parent (line items only). */
  readonly parent?: string;
  /** Names it had before: pages at these addresses lead to it. */
  readonly formerNames?: readonly string[];
  readonly rights: ClientEntityRights;
  /** In display order, system fields last. */
  readonly fields: readonly ClientField[];
  readonly recordTypes: readonly ClientRecordType[];
  readonly lists: readonly ClientList[];
  /** Forms the person may use, best match first. */
  readonly forms: readonly ClientForm[];
  readonly actions: readonly ClientAction[];
  readonly defaultSort: readonly SortItem[];
  /** Collegial actions may be begun on its records, by somebody, or its stages demand some. */
  readonly collegial?: true;
  /** Rules that say when two records are likely the same; only those whose fields the person reads in full. */
  readonly duplicateRules?: readonly { readonly id: string; readonly fields: readonly string[] }[];
}

export interface ClientMenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: string;
  readonly entity?: string;
  readonly list?: string;
  readonly dashboard?: string;
  readonly report?: string;
  readonly url?: string;
  readonly items: readonly ClientMenuItem[];
}

export interface ClientMenu {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly items: readonly ClientMenuItem[];
}

export interface ClientModel {
  readonly revision: number;
  /** Language the labels are in. */
  readonly language: string;
  /** Languages the person may choose. */
  readonly languages: readonly string[];
  readonly user: ClientUser;
  /** System rights held, e.g. "metadata.publish". */
  readonly system: readonly string[];
  readonly entities: Readonly<Record<string, ClientEntity>>;
  /** Menus in order; items without a right are absent. */
  readonly menus: readonly ClientMenu[];
  /** Boards and other kinds of documents beside entities, as far as the person has a use for them. */
  readonly parts: ClientParts;
}
