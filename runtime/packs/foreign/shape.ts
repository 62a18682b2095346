/**
 * Metadata of other systems, in one shape between their formats and ours. Readers (espocrm, frappe, corteza) fill it, `write.ts` makes a
 * pack of it. Names are still those of the other system; the writer makes ours of them, once, so that everything refers to the same.
 */
import type { Condition } from "../../expressions";

export interface ForeignField {
  readonly name: string;
  readonly label: string;
  /** Our field type, and its options with names of entities as the other system has them. */
  readonly type: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** Keys of our field grammar: required, unique, help, default … */
  readonly flags?: Readonly<Record<string, unknown>>;
  readonly visibleWhen?: Condition;
  readonly requiredWhen?: Condition;
  readonly readOnlyWhen?: Condition;
  /** "customer.phone" in the names of the other system. */
  readonly fetchFrom?: string;
  /** Not in the form. */
  readonly hidden?: boolean;
}

export interface ForeignTab {
  readonly label?: string;
  readonly sections: readonly { readonly label?: string; readonly collapsed?: boolean; readonly columns: number; readonly fields: readonly string[] }[];
}

export interface ForeignEntity {
  readonly name: string;
  readonly label: string;
  readonly plural?: string;
  readonly description?: string;
  readonly icon?: string;
  readonly titleField?: string;
  readonly sort?: { readonly field: string; readonly direction: "asc" | "desc" };
  readonly fields: readonly ForeignField[];
  /** Lines of other entities: has no menu entry of its own. */
  readonly isChild?: boolean;
  readonly form?: readonly ForeignTab[];
  readonly list?: readonly string[];
  /** Groups of fields with an index. */
  readonly indexes?: readonly (readonly string[])[];
}

export interface ForeignRole {
  readonly name: string;
  readonly entities: Readonly<Record<string, { readonly create: boolean; readonly read: boolean | "own"; readonly update: boolean | "own"; readonly delete: boolean | "own"; readonly export?: boolean; readonly import?: boolean }>>;
}

/** Language → entity → words, by the other system's names. */
export type ForeignWords = Readonly<Record<string, Readonly<Record<string, { readonly label?: string; readonly plural?: string; readonly fields?: Readonly<Record<string, string>>; readonly choices?: Readonly<Record<string, Readonly<Record<string, string>>>> }>>>>;

export interface ForeignSystem {
  readonly entities: readonly ForeignEntity[];
  readonly roles: readonly ForeignRole[];
  readonly words: ForeignWords;
}

/** Path → text of every file that may matter. */
export type ForeignFiles = ReadonlyMap<string, string>;
