/**
 * The wizard's answers while they are given. Pure.
 *
 * - *problem place*: entity and field a problem of the plan belongs to; what belongs nowhere is shown above the plan.
 */
import { newEntity, USUAL_GRANTS, type EntityAnswer, type FieldAnswer, type Grant, type ModuleAnswer, type Verb } from "../../../runtime/studio/answers";
import { entityChanges, moduleChanges, requirementsOf, rightsOf, type DocumentWords, type StudioChange, type StudioDocument, type Surroundings } from "../../../runtime/studio/documents";
import { freeName, nameOf } from "../../../runtime/studio/names";
import type { PlanProblem } from "../plan-view";

export interface WizardState {
  readonly label: string;
  readonly description: string;
  readonly roleLabel: string;
  readonly entities: readonly EntityAnswer[];
  readonly grants: Readonly<Record<string, Readonly<Record<Verb, Grant>>>>;
  /** Ids of people who get the role. */
  readonly people: readonly string[];
}

export const EMPTY: WizardState = { label: "", description: "", roleLabel: "", entities: [], grants: {}, people: [] };

export const withEntity = (state: WizardState, entity: EntityAnswer): WizardState => ({ ...state, entities: [...state.entities, entity] });

export const replaceEntity = (state: WizardState, entity: EntityAnswer): WizardState => ({ ...state, entities: state.entities.map((one) => (one.name === entity.name ? entity : one)) });

/** Without the entity; fields that pointed at it go too, since they would point at nothing. */
export function removeEntity(state: WizardState, name: string): WizardState {
  const points = (field: FieldAnswer): boolean => field.options["entity"] === name;
  return { ...state, entities: state.entities.filter((one) => one.name !== name).map((one) => ({ ...one, fields: one.fields.filter((field) => !points(field)) })) };
}

export const grantsFor = (state: WizardState, entity: string): Readonly<Record<Verb, Grant>> => state.grants[entity] ?? USUAL_GRANTS;

export const withGrant = (state: WizardState, entity: string, verb: Verb, grant: Grant): WizardState => ({ ...state, grants: { ...state.grants, [entity]: { ...grantsFor(state, entity), [verb]: grant } } });

/** An entity of these words, named apart from all that are there. */
export const addEntity = (state: WizardState, label: string, plural: string, taken: readonly string[], fields: readonly FieldAnswer[] = []): EntityAnswer => newEntity(label, plural, [...taken, ...state.entities.map(({ name }) => name)], fields);

/** A module that is there already, to which entities are added. */
export interface ModuleBase {
  readonly name: string;
  readonly manifest: StudioDocument;
  readonly menu: StudioDocument | undefined;
  readonly role: StudioDocument | undefined;
}

export interface Taken {
  readonly packs: readonly string[];
  readonly roles: readonly string[];
}

export interface Made {
  readonly pack: string;
  /** Name of the role people get. */
  readonly role: string | undefined;
  readonly changes: readonly StudioChange[];
}

export function changesOf(state: WizardState, language: string, words: DocumentWords & { readonly roleOf: (module: string) => string }, taken: Taken, around: Surroundings, base?: ModuleBase): Made {
  if (base) return additions(state, words, around, base);
  const pack = freeName(nameOf(state.label, "module"), (name) => ![...taken.packs, "local"].includes(name));
  const role = freeName(`${pack}User`, (name) => !taken.roles.includes(name));
  const module: ModuleAnswer = {
    name: pack, label: state.label.trim(), ...(state.description.trim() ? { description: state.description.trim() } : {}), language, entities: state.entities,
    roles: [{ name: role, label: (state.roleLabel || words.roleOf(state.label)).trim().slice(0, 200), grants: state.grants }],
  };
  return { pack, role, changes: moduleChanges(module, words, around) };
}

type Json = Record<string, unknown>;

function additions(state: WizardState, words: DocumentWords, around: Surroundings, { name: pack, manifest, menu, role }: ModuleBase): Made {
  const needed = requirementsOf(state.entities, around);
  delete (needed as Json)[pack];
  const requires = { ...needed, ...(manifest["requires"] as Json | undefined) };
  const lines = new Set(state.entities.flatMap(({ fields }) => fields.filter(({ type }) => type === "children").map(({ options }) => String(options["entity"]))));
  const shown = state.entities.filter((entity) => !lines.has(entity.name));
  const items = (menu?.["items"] ?? []) as readonly Json[];
  const changes: StudioChange[] = [
    ...(Object.keys(requires).length > 0 ? [{ kind: "pack", name: pack, document: { ...manifest, requires } }] : []),
    ...state.entities.flatMap((entity) => entityChanges(pack, entity, state.entities, words)),
    { kind: "menu", name: String(menu?.["name"] ?? pack), pack, document: { ...(menu ?? { id: pack, name: pack, label: String(manifest["label"]) }), items: [...items, ...shown.map(({ name }) => ({ id: name, entity: name }))] } },
  ];
  if (role) changes.push({ kind: "role", name: String(role["name"]), pack, document: { ...role, entities: { ...(role["entities"] as Json | undefined), ...Object.fromEntries(shown.map(({ name }) => [name, rightsOf(grantsFor(state, name))])) } } });
  return { pack, role: role && String(role["name"]), changes };
}

export interface PlaceOfProblem {
  readonly entity?: string;
  readonly field?: string;
}

/** Where a problem belongs: "fleet/entities/trip/entity.json" and "/fields/3/options" is the fourth field of trip. */
export function placeOf({ file = "", pointer }: PlanProblem, entities: readonly EntityAnswer[]): PlaceOfProblem {
  const entity = entities.find(({ name }) => file.includes(`/entities/${name}/`));
  if (!entity) return {};
  const index = /^\/fields\/(\d+)/.exec(pointer)?.[1];
  const field = file.endsWith("/entity.json") && index !== undefined ? entity.fields[Number(index)]?.name : undefined;
  return { entity: entity.name, ...(field ? { field } : {}) };
}
