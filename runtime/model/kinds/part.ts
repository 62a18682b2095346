/**
 * Parts: kinds of documents that stand beside entities (board, dashboard …), each one folder here with two halves:
 * `model.ts` (shapes; browser-safe) and `kind.ts` (how it is built, checked, translated and shown to one person).
 * A new one: copy a folder, add its lines to the registries `parts.ts` and `index.ts`, its place in `../document-kinds.ts`, its schema.
 */
import type { DocumentKind } from "../document-kinds";
import type { Screens } from "../build-screens";
import type { CheckedDocument, Loading } from "../loading";
import type { Origin } from "../problem";
import type { AppModel, Capabilities, Label, ProcessRights } from "../types";

/** Ids that exist below each id: a tree shaped like a translation document. */
export type WordTree = Map<string, WordTree>;

/** Words of one document in all languages; the path is that inside its group of a translation document, without the document's id. */
export interface DocumentWords {
  label(text: string, ...path: readonly string[]): Label;
  optional(text: string | undefined, ...path: readonly string[]): Label | undefined;
}

/** What checks may look at besides the document itself. */
export interface CheckContext {
  readonly loading: Loading;
  readonly screens: Screens;
  readonly roles: AppModel["roles"];
}

/** What one person may know; hands out words in his language. */
export interface Lens {
  /** The entity can be read at all. */
  reads(entity: string): boolean;
  /** The field, or path through references, of the entity is not hidden. */
  sees(entity: string, path: string): boolean;
  /** Questions may be asked about the field or path: it is neither hidden nor masked. */
  asks(entity: string, path: string): boolean;
  /** One of the roles is held; true when none are named. */
  holds(roles: readonly string[] | undefined): boolean;
  /** Rights on a process. */
  process(name: string): ProcessRights;
  text(label: Label): string;
  optional(label: Label | undefined): string | undefined;
}

/** One thing a document does outside the database, and where it says so; see ../capabilities.ts. */
export interface CapabilityUse {
  readonly needs: keyof Capabilities;
  /** "email", an origin, or "*" for any; nothing for schedules. */
  readonly what?: string;
  readonly steps: readonly (string | number)[];
}

export interface PartKind<K extends DocumentKind, Model extends { readonly id: string; readonly name: string }, Client> {
  readonly kind: K;
  /** Names are unique over all documents of the kind: they are addresses. */
  readonly addressed?: true;
  /** Group of a translation document, and the ids one document offers there. */
  readonly words: { readonly group: string; tree(body: CheckedDocument<K>["body"]): WordTree };
  build(body: CheckedDocument<K>["body"], words: DocumentWords, pack: string): Model;
  /** What a document does outside the database; nothing when left out. */
  uses?(body: CheckedDocument<K>["body"]): readonly CapabilityUse[];
  check(part: Model, origin: Origin, context: CheckContext): void;
  /** The part as one person sees it; undefined when he has no use for it. */
  client(part: Model, lens: Lens): Client | undefined;
}
