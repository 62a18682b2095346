/**
 * Loading: documents and patches in, one frozen AppModel or a list of problems out. Pure: no files, no clock, no database.
 *
 * Steps: parse → schema → patches → packs in order → entities with extensions → screens and roles → cross-checks → freeze.
 * Problems of one step end the load before the next, so that one mistake is told once and not in all its consequences.
 */
import { askedBy, checkCapabilities } from "./capabilities";
import { checkActions } from "./check-actions";
import { checkDocuments } from "./check-documents";
import { checkEntities } from "./check-entities";
import { checkRoles } from "./check-roles";
import { checkScreens } from "./check-screens";
import { checkSeeds } from "./check-seeds";
import { checkTranslations } from "./check-translations";
import { buildEntities } from "./build-entities";
import { definedOnly } from "./build-field";
import { buildRoles } from "./build-roles";
import { buildScreens } from "./build-screens";
import { checkFormulas } from "./formulas";
import { buildParts, checkParts } from "./kinds";
import { deepFreeze, FrozenMap } from "./freeze";
import { documentsOf, type CheckedDocument, type Loading, type LoadInput, type LoadResult } from "./loading";
import { orderPacks } from "./packs";
import { Problems } from "./problem";
import { readDocuments } from "./read-documents";
import type { AppModel, DocumentModel, PackModel } from "./types";
import { Words } from "./words";

export type { LoadInput, LoadResult } from "./loading";
export type { Problem } from "./problem";

/** Kinds without a typed model: kept as documents. */
const PLAIN_KINDS = ["translation", "seed"] as const;

/** The model of one revision, or every problem found. Never throws, whatever the documents hold. */
export function loadModel(input: LoadInput): LoadResult {
  const problems = new Problems();
  const warnings = new Problems();
  const { documents, changed } = readDocuments(input, problems, warnings);
  const sources = [...input.documents, ...input.patches];
  const failed = (): LoadResult => ({ ok: false, problems: problems.list(sources, changed) });
  if (problems.size > 0) return failed();

  const packs = orderPacks(documents, problems);
  if (problems.size > 0) return failed();

  const loading: Loading = {
    input, problems, warnings, ...packs, documents: inOrder(documents, packs.order), entities: new Map(), origins: new WeakMap(),
    words: new Words(documentsOf({ documents: inOrder(documents, packs.order) }, "translation"), new Map([...packs.packs].map(([name, pack]) => [name, pack.language]))),
  };
  buildEntities(loading);
  const screens = buildScreens(loading);
  const parts = buildParts(loading);
  if (problems.size > 0) return failed();

  const roles = buildRoles(loading, screens.actions);
  checkEntities(loading);
  if (problems.size === 0) checkFormulas(loading);
  checkScreens(loading, screens, roles);
  checkParts(parts, { loading, screens, roles });
  checkCapabilities(loading);
  checkRoles(loading, screens.actions);
  checkActions(loading, screens.actions);
  checkTranslations(loading);
  checkSeeds(loading);
  checkDocuments(loading);
  if (problems.size > 0) return failed();

  const model = freezeModel(loading, { ...screens, roles, parts });
  return { ok: true, model, warnings: warnings.list(sources, changed) };
}

function inOrder(documents: readonly CheckedDocument[], order: readonly string[]): CheckedDocument[] {
  const rank = new Map(order.map((pack, i) => [pack, i]));
  return [...documents].sort((a, b) => (rank.get(a.pack) ?? 0) - (rank.get(b.pack) ?? 0) || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function freezeModel(loading: Loading, parts: Pick<AppModel, "lists" | "forms" | "actions" | "menus" | "roles" | "parts">): AppModel {
  const entities = [...loading.entities].map(([name, entity]) => [name, { ...entity, fieldByName: new FrozenMap(entity.fieldByName) }] as const);
  return deepFreeze<AppModel>({
    revision: loading.input.revision, languages: loading.words.languages, packs: packModels(loading),
    entities: new FrozenMap(entities), roles: new FrozenMap(parts.roles), lists: new FrozenMap(parts.lists), forms: new FrozenMap(parts.forms),
    actions: new FrozenMap(parts.actions), menus: parts.menus, parts: parts.parts, documents: PLAIN_KINDS.flatMap((kind) => documentsOf(loading, kind).map(plainDocument)),
  });
}

function packModels(loading: Loading): PackModel[] {
  return loading.order.flatMap((name) => {
    const pack = loading.packs.get(name);
    if (!pack) return [];
    const words = ["packs", pack.id];
    return [{
      id: pack.id, name, version: pack.version, label: loading.words.label(pack.label, name, [...words, "label"]), language: pack.language, requires: pack.requires ?? {}, capabilities: askedBy(pack),
      ...definedOnly({ description: loading.words.optional(pack.description, name, [...words, "description"]), licence: pack.licence }),
    }];
  });
}

function plainDocument({ kind, pack, body }: CheckedDocument): DocumentModel {
  const plain = body as unknown as Record<string, unknown>;
  return { kind, name: String(plain["name"]), pack, body: plain };
}
