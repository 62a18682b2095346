/**
 * A *draft* is a record on its way to the database: values given, then defaults, then values fetched through references, then
 * formulas. Each step is a function over the draft; `save.ts` calls them in order.
 */
import type { Ctx } from "../kernel/context";
import type { Issue } from "../kernel/errors";
import { actorId } from "../kernel/principal";
import type { Condition } from "../expressions/condition";
import { walkCondition } from "../expressions/condition";
import type { OperandEnv } from "../expressions/operand";
import { operandKey, resolveOperand } from "../expressions/operand";
import type { Queryable } from "../db/transaction";
import { fieldType } from "../fields/index";
import { relationOf } from "../fields/traits";
import type { AppModel, EntityModel, FieldModel } from "../model/types";
import type { Reading } from "../queries/scope";
import type { Bindings } from "../queries/statement";
import { formulaFields, formulasInOrder, programOf, runFormula } from "../queries/formulas";
import { oneRelations, type Values } from "./input";
import { lookUp, lookUpAll, NO_TARGET, type Target, type Wanted } from "./lookup";
import { recordScope, type RecordView } from "./record-scope";
import { rulePaths } from "./rules";
import type { ConditionScope } from "../expressions/evaluate";

export interface Draft {
  readonly entity: EntityModel;
  readonly before: Values | null;
  readonly values: Values;
  /** Names the caller sent. */
  readonly given: ReadonlySet<string>;
  targets: ReadonlyMap<string, Target>;
  /** Rows of children fields that were given. */
  readonly children: ReadonlyMap<string, readonly Values[]>;
}

export const operandEnv = (ctx: Ctx, bindings: Omit<Bindings, "values">, params?: Readonly<Record<string, unknown>>): OperandEnv => ({ user: bindings.user, now: ctx.now, timeZone: ctx.timeZone, params });

/** System values of a new record; owner, team and unit are the caller's when he names none. */
export function fillSystem(draft: Draft, ctx: Ctx, id: string): void {
  const { values, entity } = draft;
  const actor = actorId(ctx.principal);
  const me = actor && ctx.principal.kind !== "portal" ? { id: actor } : null;
  const mine = ctx.principal.kind === "system" ? { teams: [], units: [] } : ctx.principal;
  const at = ctx.now.toISOString();
  Object.assign(values, { id, version: 1, createdAt: at, updatedAt: at, createdBy: me, updatedBy: me });
  const give = (name: string, value: unknown) => {
    if (entity.fieldByName.has(name) && values[name] === undefined) values[name] = value ?? null;
  };
  give("owner", me);
  give("team", mine.teams[0] && { id: mine.teams[0] });
  give("unit", mine.units[0] && { id: mine.units[0] });
  give("recordType", entity.recordTypes[0]?.name);
}

/** Defaults of fields that were not sent. A literal that no longer fits its type is left out; the model check reports it. */
export function fillDefaults(model: AppModel, draft: Draft, ctx: Ctx, env: OperandEnv): void {
  for (const field of draft.entity.fields) {
    if (field.default === undefined || draft.given.has(field.name) || !isEmptyValue(field, draft.values[field.name])) continue;
    const given = field.default as Condition | { formula: string };
    const value = isFormula(given) ? runFormula(model, draft.entity, given.formula, viewOf(draft), ctx) : resolveOperand(field.default as never, env);
    const parsed = fieldType(field.type).parse(operandKey(field.default as never) === "user" && relationOf(field) ? { id: value } : value ?? null, field.options);
    if (parsed.ok) draft.values[field.name] = parsed.value;
  }
}

const isFormula = (value: unknown): value is { formula: string } => value !== null && typeof value === "object" && typeof (value as { formula?: unknown }).formula === "string";

const isEmptyValue = (field: FieldModel, value: unknown): boolean => value === undefined || fieldType(field.type).isEmpty(value as never);

/** What a save must know of the records its draft points at; `extra` are further conditions that will be judged. */
export function wantedReferences(model: AppModel, draft: Draft, extra: readonly Condition[]): Wanted[] {
  const paths = neededPaths(model, draft.entity, extra);
  return oneRelations(draft.entity).flatMap((field): Wanted[] => {
    const id = (draft.values[field.name] as { id: string } | null | undefined)?.id;
    const below = paths.get(field.name) ?? [];
    const changed = !draft.before || draft.given.has(field.name);
    return id && (changed || below.length) ? [{ field, id, paths: below }] : [];
  });
}

/** Brings what rules, formulas and the given references need, in one statement, and judges the references. */
export async function followReferences(db: Queryable, reading: Reading, draft: Draft, bindings: Omit<Bindings, "values">, wanted = wantedReferences(reading.model, draft, [])): Promise<Issue[]> {
  draft.targets = await lookUp(db, reading, wanted, bindings);
  return referenceIssues(draft, wanted);
}

/** The same for many drafts of one entity: one statement for each reference field. Issues are in the order of the drafts. */
export async function followAll(db: Queryable, reading: Reading, drafts: readonly Draft[], bindings: Omit<Bindings, "values">, extra: readonly Condition[]): Promise<Issue[][]> {
  const wanted = drafts.map((draft) => wantedReferences(reading.model, draft, extra));
  const fields = new Map<FieldModel, { paths: readonly string[]; ids: Set<string> }>();
  for (const { field, id, paths } of wanted.flat()) {
    const known = fields.get(field) ?? { paths, ids: new Set() };
    known.ids.add(id);
    fields.set(field, known);
  }
  const found = new Map<FieldModel, ReadonlyMap<string, Target>>();
  for (const [field, { paths, ids }] of fields) found.set(field, await lookUpAll(db, reading, field, paths, [...ids], bindings));
  return drafts.map((draft, i) => {
    draft.targets = new Map(wanted[i]!.map(({ field, id }) => [field.name, found.get(field)!.get(id) ?? NO_TARGET]));
    return referenceIssues(draft, wanted[i]!);
  });
}

function referenceIssues(draft: Draft, wanted: readonly Wanted[]): Issue[] {
  return wanted.flatMap(({ field }) => {
    const target = draft.targets.get(field.name)!;
    if ((target.visible && target.found) || !draft.given.has(field.name)) return [];
    return [{ pointer: `/${field.name}`, code: "notFound", message: "There is no such record, or you may not see it.", remedy: "Choose another record." }];
  });
}

/** First hop → paths below it, of all rules and formulas of the entity. */
function neededPaths(model: AppModel, entity: EntityModel, extra: readonly Condition[]): Map<string, string[]> {
  const needed = new Map<string, string[]>();
  const add = (path: string) => {
    const dot = path.indexOf(".");
    if (dot < 0 || path.includes("$")) return;
    const hop = path.slice(0, dot);
    const rest = path.slice(dot + 1);
    const known = needed.get(hop) ?? [];
    if (!known.includes(rest)) needed.set(hop, [...known, rest]);
  };
  rulePaths(entity).forEach(add);
  for (const condition of extra) walkCondition(condition, (node) => "field" in node && add(node.field));
  for (const field of formulaFields(entity)) for (const path of programOf(model, entity, field).references) add(path.join("."));
  return needed;
}

/** Fields with `fetchFrom` take the value behind the reference when they are empty and the reference was just set. */
export function fetchThrough(draft: Draft): void {
  for (const field of draft.entity.fields) {
    if (!field.fetchFrom || draft.given.has(field.name) || !isEmptyValue(field, draft.values[field.name])) continue;
    const hop = field.fetchFrom.slice(0, field.fetchFrom.indexOf("."));
    if (draft.before && !draft.given.has(hop)) continue;
    const parsed = fieldType(field.type).parse(viewOf(draft).below(field.fetchFrom) ?? null, field.options);
    if (parsed.ok) draft.values[field.name] = parsed.value;
  }
}

/** Stored formulas, in the order of their dependencies. */
export function computeFormulas(model: AppModel, draft: Draft, ctx: Ctx): void {
  for (const field of formulasInOrder(model, draft.entity)) draft.values[field.name] = programOf(model, draft.entity, field).evaluate(viewOf(draft), ctx);
}

export function viewOf(draft: Draft): RecordView {
  return {
    values: draft.values,
    below(path) {
      const dot = path.indexOf(".");
      return draft.targets.get(path.slice(0, dot))?.values[path.slice(dot + 1)] ?? null;
    },
    children: (field) => draft.children.get(field) ?? [],
  };
}

export const scopeOf = (model: AppModel, draft: Draft, env: OperandEnv): ConditionScope => recordScope(model, draft.entity, viewOf(draft), env);
