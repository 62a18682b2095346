/**
 * What the steps of one load share. Documents go through: parse → schema → patches → packs in order → entities with
 * their extensions → models → checks. Each step adds problems; a step begins only when the ones before found none.
 */
import type { AnyFieldType } from "../fields/index";
import type { Grammar } from "./generated/grammar";
import type { FormulaCompiler } from "./formulas";
import type { Origin, Problem, Problems } from "./problem";
import type { JsonSchema } from "./schemas";
import type { DocumentKind, SourceDocument } from "./source";
import type { AppModel, EntityModel, FieldModel } from "./types";
import type { Words } from "./words";

export interface LoadInput {
  /** Number given to the model. */
  readonly revision: number;
  readonly documents: readonly SourceDocument[];
  /** Local changes: documents of kind "patch". */
  readonly patches: readonly SourceDocument[];
  /** Registry of field types (runtime/fields/index.ts). */
  readonly fieldTypes: Readonly<Record<string, AnyFieldType>>;
  /** Options schema of each field type (runtime/fields/options.ts). */
  readonly optionSchemas: Readonly<Record<string, object>>;
  /** Compiles FEEL; without it formulas are kept unchecked. */
  readonly compileFormula?: FormulaCompiler;
  /** Suffixes of the columns a type makes ("", "_currency"), to find collisions between fields; one column without it. */
  readonly columnSuffixes?: (type: string, options: object) => readonly string[];
}

export type LoadResult =
  | { readonly ok: true; readonly model: AppModel; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A document that fits its schema, with local changes applied. */
export interface CheckedDocument<K extends DocumentKind = DocumentKind> {
  readonly kind: K;
  readonly pack: string;
  readonly path: string;
  /** `<pack>/<path>`. */
  readonly file: string;
  readonly body: K extends keyof Grammar ? Grammar[K] : never;
  /** As it was shipped, without local changes. */
  readonly shipped: K extends keyof Grammar ? Grammar[K] : never;
  /** Node path → properties a local change set; "*" when it added the node. */
  readonly local: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The fields of a load that later steps read; filled step by step. */
export interface Loading {
  readonly input: LoadInput;
  readonly problems: Problems;
  readonly warnings: Problems;
  readonly documents: readonly CheckedDocument[];
  /** Pack name → its document; "local" has none. */
  readonly packs: ReadonlyMap<string, Grammar["pack"]>;
  /** Pack names, required ones first, "local" last. */
  readonly order: readonly string[];
  /** Pack → packs whose documents it may refer to (itself, what it requires at any depth, core). "local" sees all. */
  readonly visible: ReadonlyMap<string, ReadonlySet<string>>;
  readonly words: Words;
  /** Models of entities by name, as soon as they are built. */
  readonly entities: Map<string, EntityModel>;
  /** Where an entity, field, role, form … of the model was written. */
  readonly origins: WeakMap<object, Origin>;
}

/** Documents of one kind, in the order of packs. */
export function documentsOf<K extends DocumentKind>(loading: Pick<Loading, "documents">, kind: K): CheckedDocument<K>[] {
  return loading.documents.filter((document): document is CheckedDocument<K> => document.kind === kind);
}

export const NOWHERE: Origin = { file: "", pointer: "" };

export function originOf(loading: Loading, thing: object): Origin {
  return loading.origins.get(thing) ?? NOWHERE;
}

export function at(origin: Origin, ...steps: readonly (string | number)[]): Origin {
  return { file: origin.file, pointer: steps.reduce<string>((pointer, step) => `${pointer}/${String(step).replace(/~/g, "~0").replace(/\//g, "~1")}`, origin.pointer) };
}

export function typeOf(loading: Loading, field: Pick<FieldModel, "type">): AnyFieldType | undefined {
  return Object.hasOwn(loading.input.fieldTypes, field.type) ? loading.input.fieldTypes[field.type] : undefined;
}

export function schemaOf(loading: Loading, type: string): JsonSchema | undefined {
  return Object.hasOwn(loading.input.optionSchemas, type) ? (loading.input.optionSchemas[type] as JsonSchema) : undefined;
}
