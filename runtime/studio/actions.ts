/**
 * Actions of an entity as the studio edits them. Pure; documents are replaced, never changed.
 *
 * - *mapping*: of a step that writes: field of what is written → its source.
 * - *source*: where a value comes from; exactly one key of it is written.
 */
import type { Condition } from "../expressions/condition";
import { fieldType, isFieldTypeName } from "../fields/index";
import { isComputed, relationOf, storageOf, targetsOf } from "../fields/traits";
import { WRITABLE_SYSTEM_FIELDS } from "../model/system-fields";
import type { FieldAnswer } from "./answers";
import type { StudioDocument } from "./documents";
import { addField, changeField, fieldAnswers, keyOf, moveField, removeField, type Design } from "./edit";
import { freeName, nameOf } from "./names";
import { withSetting } from "./screens";

export const STEP_KINDS = ["create", "update", "updateRelated", "open"] as const;
export type StepKind = (typeof STEP_KINDS)[number];
export const SOURCES = ["from", "param", "value", "formula", "ref"] as const;
export type SourceKind = (typeof SOURCES)[number];

export type Source = { readonly [kind in SourceKind]?: unknown };
export type Mapping = Readonly<Record<string, Source>>;

export interface ActionStep {
  readonly id: string;
  readonly do: StepKind;
  readonly entity?: string;
  readonly as?: string;
  readonly when?: Condition;
  readonly set?: Mapping;
  readonly carryCustomFields?: boolean;
  readonly relation?: string;
  readonly ref?: string;
}

/** A field a mapping can name. */
export interface MappedField {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly system?: boolean;
}

export interface MappedEntity {
  readonly name: string;
  readonly label: string;
  readonly fields: readonly MappedField[];
}

export const stepsOf = (action: StudioDocument): readonly ActionStep[] => (action["steps"] ?? []) as readonly ActionStep[];
export const actionsOf = (design: Design): readonly string[] => Object.keys(design).filter((key) => key.startsWith("action "));

/** A first action: it does something harmless that loads, opening the record it is run on. */
export function newAction(entity: string, label: string, design: Design): { readonly key: string; readonly document: StudioDocument } {
  const name = freeName(nameOf(label, "action"), (wish) => design[keyOf("action", `${entity}.${wish}`)] === undefined);
  return { key: keyOf("action", `${entity}.${name}`), document: { id: `${entity}.${name}`, name, entity, label, steps: [{ id: "open", do: "open" }] } };
}

/** The document with its steps replaced. */
export const withSteps = (action: StudioDocument, steps: readonly ActionStep[]): StudioDocument => ({ ...action, steps });

export function changeStep(action: StudioDocument, id: string, change: Partial<ActionStep>): StudioDocument {
  return withSteps(action, stepsOf(action).map((step) => {
    if (step.id !== id) return step;
    const next = { ...step, ...change };
    return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined && value !== "" && value !== false)) as unknown as ActionStep;
  }));
}

/** Without the step; what referred to the record it made is taken away, too. */
export function removeStep(action: StudioDocument, id: string): StudioDocument {
  const gone = stepsOf(action).find((step) => step.id === id)?.as;
  const left = stepsOf(action).filter((step) => step.id !== id && !(gone !== undefined && step.do === "open" && step.ref === gone));
  return withSteps(action, left.map((step) => (gone === undefined || !step.set ? step : { ...step, set: Object.fromEntries(Object.entries(step.set).filter(([, source]) => source.ref !== gone)) })));
}

export function moveStep(action: StudioDocument, id: string, by: 1 | -1): StudioDocument {
  const steps = [...stepsOf(action)];
  const at = steps.findIndex((step) => step.id === id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= steps.length) return action;
  steps.splice(to, 0, ...steps.splice(at, 1));
  return withSteps(action, steps);
}

const freeStep = (action: StudioDocument, wish: string): string => freeName(wish, (name) => !stepsOf(action).some(({ id }) => id === name));
const freeRecord = (action: StudioDocument, wish: string): string => freeName(wish, (name) => !stepsOf(action).some(({ as }) => as === name));

/** A step at the end, before those that open a record. A new record begins with what fits by name; one that points back is linked. */
export function addStep(action: StudioDocument, kind: StepKind, entity: MappedEntity, target?: MappedEntity, relation?: string): StudioDocument {
  const steps = stepsOf(action);
  const as = freeRecord(action, target?.name ?? entity.name);
  const made: ActionStep | undefined = kind === "create"
    ? target && { id: freeStep(action, as), do: "create", entity: target.name, as, set: suggestMapping(entity, target) }
    : kind === "updateRelated" ? (relation === undefined ? undefined : { id: freeStep(action, relation), do: "updateRelated", relation, set: {} })
    : { id: freeStep(action, kind), do: kind, ...(kind === "update" ? { set: {} } : {}) };
  if (!made) return action;
  const at = kind === "open" ? steps.length : (steps.findLastIndex((step) => step.do !== "open") + 1);
  return withSteps(action, [...steps.slice(0, at), made, ...steps.slice(at)]);
}

/** A field a step may write. */
export const isWritable = (field: MappedField): boolean => (!field.system || WRITABLE_SYSTEM_FIELDS.includes(field.name)) && isFieldTypeName(field.type) && !isComputed(field) && storageOf(field) !== "children" && fieldType(field.type).traits?.reserved !== true;

/** Values of these two go into one another: same kind of value, same kind of pointing and, where both name entities, a common one. */
export function fitsInto(from: MappedField, to: MappedField): boolean {
  if (!isFieldTypeName(from.type) || !isFieldTypeName(to.type)) return false;
  if (fieldType(from.type).feel !== fieldType(to.type).feel || relationOf(from) !== relationOf(to)) return false;
  const [sources, targets] = [targetsOf(from), targetsOf(to)];
  return sources.length === 0 || targets.length === 0 || sources.some((one) => targets.includes(one));
}

/** Fields of the same name whose values fit, and a reference back to where the record was made from. */
export function suggestMapping(from: MappedEntity, to: MappedEntity): Mapping {
  const same = to.fields.filter(isWritable).flatMap((field): readonly [string, Source][] => {
    const twin = from.fields.find(({ name, type }) => name === field.name && type === field.type);
    return twin && fitsInto(twin, field) ? [[field.name, { from: twin.name }]] : [];
  });
  const mapped = Object.fromEntries(same);
  const back = to.fields.find((field) => relationOf(field) === "one" && isWritable(field) && !(field.name in mapped) && targetsOf(field).length === 1 && targetsOf(field)[0] === from.name);
  return back ? { ...mapped, [back.name]: { formula: "id" } } : mapped;
}

/** Records that steps before this one make: name → entity. */
export function madeBefore(action: StudioDocument, id: string): readonly { readonly as: string; readonly entity: string }[] {
  const steps = stepsOf(action);
  const at = steps.findIndex((step) => step.id === id);
  return steps.slice(0, at < 0 ? steps.length : at).flatMap((step) => (step.do === "create" && step.as && step.entity ? [{ as: step.as, entity: step.entity }] : []));
}

/** What a parameter, kept in no record, can neither say nor do. */
const RECORD_KEYS = ["readOnly", "unique", "index", "searchable", "audited", "personalData", "noCopy", "setOnce", "translatable", "fetchFrom", "readOnlyWhen"] as const;
const PARAMETERS = "action";

export const parametersOf = (action: StudioDocument): readonly FieldAnswer[] => fieldAnswers({ fields: action["parameters"] ?? [] });

/** Parameters are fields: they are edited as those of an entity of their own. */
function onParameters(action: StudioDocument, change: (design: Design, entity: string) => Design): StudioDocument {
  const key = keyOf("entity", PARAMETERS);
  const fields = change({ [key]: { fields: action["parameters"] ?? [] } }, PARAMETERS)[key]!["fields"] as readonly Record<string, unknown>[];
  return withSetting(action, "parameters", fields.map((field) => Object.fromEntries(Object.entries(field).filter(([name]) => !RECORD_KEYS.some((one) => one === name)))));
}

export const addParameter = (action: StudioDocument, field: FieldAnswer): StudioDocument => onParameters(action, (design, entity) => addField(design, entity, field));
export const changeParameter = (action: StudioDocument, field: FieldAnswer): StudioDocument => onParameters(action, (design, entity) => changeField(design, entity, field));
export const moveParameter = (action: StudioDocument, name: string, by: number): StudioDocument => onParameters(action, (design, entity) => moveField(design, entity, name, by));

/** Without the parameter; steps that took their value from it no longer write that field. */
export function removeParameter(action: StudioDocument, name: string): StudioDocument {
  const steps = stepsOf(action).map((step) => (step.set ? { ...step, set: Object.fromEntries(Object.entries(step.set).filter(([, source]) => source.param !== name)) } : step));
  return onParameters(withSteps(action, steps), (design, entity) => removeField(design, entity, name));
}
