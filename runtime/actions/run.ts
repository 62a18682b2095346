/**
 * Actions: named operations on a record, made of steps in metadata. All steps run in one transaction with the caller's own rights:
 * the right to an action opens the action, not the records it writes.
 *
 * - *params*: parsed values of the parameter form; steps see them by name beside the record's fields.
 * - *made*: records created by earlier steps, by the name given with `as`.
 */
import { AppError, didYouMean, type Issue } from "../kernel";
import { evaluateCondition, walkCondition, type Condition } from "../expressions";
import type { Records, RecordCall } from "../entities/records";
import { operandEnv } from "../entities/draft";
import { escapePointer, refuseIssues, type Values } from "../entities/input";
import { recordScope } from "../entities/record-scope";
import { forbidden, noRecord, type SaveContext } from "../entities/save";
import { lookUp } from "../entities/lookup";
import { fieldType } from "../fields/index";
import { maskIssue } from "../fields/mask";
import { relationOf, storageOf, targetsOf } from "../fields/traits";
import { withParameters } from "../model/check-actions";
import type { ActionModel, EntityModel, FieldModel } from "../model/types";
import { askRules } from "../queries/ask";
import { bindingsOf, readingOf } from "../queries/caller";
import { runFormula } from "../queries/formulas";
import { isWritable } from "../entities/input";

interface Step {
  readonly id: string;
  readonly do: "create" | "update" | "updateRelated" | "open";
  readonly entity?: string;
  readonly as?: string;
  readonly when?: Condition;
  readonly set?: Readonly<Record<string, Source>>;
  readonly carryCustomFields?: boolean;
  readonly relation?: string;
  readonly ref?: string;
}

type Source = { readonly from: string } | { readonly formula: string } | { readonly value: unknown } | { readonly param: string } | { readonly ref: string };

interface Pointer {
  readonly entity: string;
  readonly id: string;
}

export interface ActionResult {
  /** The record as it is afterwards. */
  readonly record: Record<string, unknown>;
  /** Records made, by the name the step gave them (or the step's id). */
  readonly created: Readonly<Record<string, Pointer>>;
  /** What a screen should open. */
  readonly open?: Pointer;
}

interface Running {
  readonly save: SaveContext;
  readonly records: Records;
  readonly action: ActionModel;
  readonly entity: EntityModel;
  readonly id: string;
  /** The record as the steps so far have left it. */
  source: Values;
  readonly params: Values;
  readonly made: Map<string, Pointer>;
  open?: Pointer;
}

/** @throws AppError record:notFound, right:missing, state:wrong (condition not fulfilled), input:invalid (parameters or what the steps write). */
export async function runAction(records: Records, call: RecordCall, entityName: string, id: string, actionName: string, input: unknown): Promise<ActionResult> {
  const action = findAction(call, entityName, actionName);
  const running = await records.together(call, async (save) => {
    const run = await begin(save, records, action, entityName, id, input);
    for (const [index, step] of (action.steps as unknown as Step[]).entries()) await perform(run, step, index);
    return run;
  });
  // The action may have given the record away: what was done stays done.
  return { record: await records.written(call, entityName, { id, record: { id } }), created: Object.fromEntries(running.made), ...(running.open ? { open: running.open } : {}) };
}

function findAction(call: RecordCall, entityName: string, name: string): ActionModel {
  const access = readingOf(call.model, call.ctx.principal).access(entityName);
  const all = call.model.actions.get(entityName) ?? [];
  const allowed = all.filter((action) => access.actions.has(action.name) || call.ctx.principal.kind === "system");
  const action = allowed.find((candidate) => candidate.name === name);
  if (action) return action;
  const near = didYouMean(name, allowed.map((candidate) => candidate.name));
  throw new AppError("resource:notFound", `There is no action "${name.slice(0, 60)}" on ${entityName.slice(0, 60)}.`, { remedy: near ? `Did you mean "${near}"?` : "See GET /api/v1/model for the actions you may run." });
}

async function begin(save: SaveContext, records: Records, action: ActionModel, entityName: string, id: string, input: unknown): Promise<Running> {
  const reading = readingOf(save.model, save.ctx.principal);
  const access = reading.access(entityName);
  const [found] = await save.queries.read(save, entityName, [id], { paths: ["id"], trusted: true, trash: "without", lock: true, questions: [] });
  if (!found) throw noRecord();
  const rule = access.actions.get(action.name) ?? [{ all: [] }];
  const bindings = bindingsOf(save.ctx, []);
  const [mayRun, fits] = await askRules(save.db, reading, access.entity, id, [rule, [action.when ?? { all: [] }]], bindings);
  if (!mayRun) throw forbidden(access.entity, action.name);
  if (!fits) throw new AppError("state:wrong", "The action is not possible for this record now.", { remedy: "Read the record again: its state may have changed." });
  const source = await readSource(save, access.entity, action, id);
  const params = await readParameters(save, action, source, input);
  return { save, records, action, entity: access.entity, id, source, params, made: new Map() };
}

async function readSource(save: SaveContext, entity: EntityModel, action: ActionModel, id: string): Promise<Values> {
  const [whole] = await save.queries.read(save, entity.name, [id], { paths: sourcePaths(entity, action), trusted: true, trash: "without", lock: false, questions: [] });
  return whole!.record;
}

/** Every stored field, and the paths over references that the steps read. */
function sourcePaths(entity: EntityModel, action: ActionModel): string[] {
  const own = entity.fields.filter((field) => storageOf(field) === "columns" || storageOf(field) === "link" || storageOf(field) === "computed").map((field) => field.name);
  const paths = new Set(own);
  for (const step of action.steps as unknown as Step[]) {
    for (const source of Object.values(step.set ?? {})) if ("from" in source && source.from.includes(".")) paths.add(source.from);
    if (step.when) walkCondition(step.when, (node) => "field" in node && node.field.includes(".") && paths.add(node.field));
  }
  return [...paths];
}

async function readParameters(save: SaveContext, action: ActionModel, record: Values, input: unknown): Promise<Values> {
  const given = (input ?? {}) as Record<string, unknown>;
  if (typeof given !== "object" || Array.isArray(given)) throw new AppError("request:malformed", "parameters must be an object.", { issues: [{ pointer: "/parameters", code: "type", message: "parameters must be an object." }] });
  const byName = new Map(action.parameters.map((field) => [field.name, field]));
  const issues: Issue[] = [];
  const params: Values = {};
  for (const name of Object.keys(given)) {
    const near = byName.has(name) ? undefined : didYouMean(name, byName.keys());
    if (!byName.has(name)) issues.push({ pointer: `/parameters/${escapePointer(name)}`, code: "unknownKey", message: `The action has no parameter "${name.slice(0, 60)}".`, remedy: near ? `Did you mean "${near}"?` : "Leave it out." });
  }
  for (const field of action.parameters) issues.push(...parseParameter(field, given[field.name] ?? defaultOf(save, action, field, record), params));
  issues.push(...missingParameters(save, action, params), ...(await invisibleParameters(save, action, params)));
  refuseIssues(issues);
  return params;
}

/** A default may be computed from the record: `{ "formula": "companyName" }`. */
function defaultOf(save: SaveContext, action: ActionModel, field: FieldModel, record: Values): unknown {
  const formula = (field.default as { formula?: unknown } | null | undefined)?.formula;
  if (typeof formula !== "string") return field.default ?? null;
  const entity = save.model.entities.get(action.entity)!;
  return plain(runFormula(save.model, entity, formula, { values: record, below: (path) => record[path] ?? null }, save.ctx) ?? null, field);
}

function parseParameter(field: FieldModel, input: unknown, params: Values): Issue[] {
  const parsed = fieldType(field.type).parse(input, field.options);
  params[field.name] = parsed.ok ? parsed.value : null;
  const misshapen = parsed.ok ? maskIssue(field, parsed.value) : undefined;
  if (misshapen) return [{ ...misshapen, pointer: `/parameters/${field.name}` }];
  return parsed.ok ? [] : parsed.issues.map((issue) => ({ ...issue, pointer: `/parameters/${field.name}${issue.pointer}` }));
}

function missingParameters(save: SaveContext, action: ActionModel, params: Values): Issue[] {
  const entity = { ...save.model.entities.get(action.entity)!, fieldByName: new Map(action.parameters.map((field): [string, FieldModel] => [field.name, field])) };
  const scope = recordScope(save.model, entity, { values: params, below: () => null, children: () => [] }, operandEnv(save.ctx, bindingsOf(save.ctx, [])));
  const hidden = (field: FieldModel) => field.visibleWhen !== undefined && !evaluateCondition(field.visibleWhen, scope);
  return action.parameters
    .filter((field) => fieldType(field.type).isEmpty(params[field.name] as never) && !hidden(field) && (field.required || (field.requiredWhen && evaluateCondition(field.requiredWhen, scope))))
    .map((field) => ({ pointer: `/parameters/${field.name}`, code: "required", message: `"${field.label[save.ctx.language] ?? field.label["en"] ?? field.name}" is required.`, remedy: "Fill it in." }));
}

async function invisibleParameters(save: SaveContext, action: ActionModel, params: Values): Promise<Issue[]> {
  const wanted = action.parameters.filter((field) => relationOf(field) === "one" && params[field.name]).map((field) => ({ field: { ...field, entity: `${action.entity}.${action.name}` }, id: (params[field.name] as { id: string }).id, paths: [] }));
  const targets = await lookUp(save.db, readingOf(save.model, save.ctx.principal), wanted, bindingsOf(save.ctx, []));
  return wanted.filter(({ field }) => !targets.get(field.name)?.visible).map(({ field }) => ({ pointer: `/parameters/${field.name}`, code: "notFound", message: "There is no such record, or you may not see it.", remedy: "Choose another record." }));
}

async function perform(run: Running, step: Step, index: number): Promise<void> {
  if (step.when && !evaluateCondition(step.when, scopeOf(run))) return;
  const pointer = `/steps/${index}`;
  switch (step.do) {
    case "create":
      return createStep(run, step, pointer);
    case "update":
      await run.records.updateIn(run.save, run.entity.name, run.id, valuesOf(run, step, run.entity), { pointer, byRule: true });
      run.source = await readSource(run.save, run.entity, run.action, run.id);
      return;
    case "updateRelated":
      return updateRelated(run, step, pointer);
    case "open":
      run.open = step.ref ? run.made.get(step.ref) ?? run.open : { entity: run.entity.name, id: run.id };
  }
}

function scopeOf(run: Running) {
  const { save, entity, action, source, params } = run;
  return recordScope(save.model, withParameters(entity, action), { values: { ...source, ...params }, below: (path) => source[path] ?? null, children: () => [] }, operandEnv(save.ctx, bindingsOf(save.ctx, []), params));
}

async function createStep(run: Running, step: Step, pointer: string): Promise<void> {
  const target = run.save.model.entities.get(step.entity!)!;
  const body = valuesOf(run, step, target);
  const values = step.carryCustomFields ? { ...carried(run.entity, target, run.source, body), ...body } : body;
  const saved = await run.records.createIn(run.save, target.name, dropNothing(values), { pointer, byRule: true });
  run.made.set(step.as ?? step.id, { entity: target.name, id: saved.id });
}

/** Custom fields are those a pack did not give its own entity: local ones and extensions. They travel to fields of the same name and type. */
function carried(from: EntityModel, to: EntityModel, source: Values, set: Values): Values {
  const custom = (entity: EntityModel, field: FieldModel) => (field.provenance["*"] ?? entity.pack) !== entity.pack;
  const values: Values = {};
  for (const field of from.fields) {
    const twin = to.fieldByName.get(field.name);
    if (!twin || field.system || twin.type !== field.type || field.name in set || !isWritable(twin) || !(custom(from, field) || custom(to, twin))) continue;
    const parsed = fieldType(twin.type).parse(plain(source[field.name] ?? null, twin), twin.options);
    if (parsed.ok && !fieldType(twin.type).isEmpty(parsed.value as never)) values[field.name] = parsed.value;
  }
  return values;
}

/** What was not given is left to defaults and fetched values. */
const dropNothing = (values: Values): Values => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));

function valuesOf(run: Running, step: Step, target: EntityModel): Values {
  return Object.fromEntries(Object.entries(step.set ?? {}).map(([name, source]) => [name, plain(valueOf(run, source), target.fieldByName.get(name))]));
}

function valueOf(run: Running, source: Source): unknown {
  if ("value" in source) return source.value;
  if ("param" in source) return run.params[source.param] ?? null;
  if ("from" in source) return run.source[source.from] ?? null;
  if ("ref" in source) {
    const made = run.made.get(source.ref);
    return made ? { id: made.id, entity: made.entity } : null;
  }
  const { save, entity, source: record, params } = run;
  return runFormula(save.model, withParameters(entity, run.action), source.formula, { values: { ...record, ...params }, below: (path) => record[path] ?? null }, save.ctx, `${entity.name}.${run.action.name}`);
}

/** Values that were read carry titles; what is written names records by id alone (and by entity where the field may point anywhere). */
function plain(value: unknown, field?: FieldModel): unknown {
  if (Array.isArray(value)) return value.map((item) => plain(item, field));
  if (value === null || typeof value !== "object" || !("id" in value)) return value;
  return field && relationOf(field) === "any" && "entity" in value ? { entity: value.entity, id: value.id } : value.id;
}

async function updateRelated(run: Running, step: Step, pointer: string): Promise<void> {
  const field = run.entity.fieldByName.get(step.relation!)!;
  const target = targetsOf(field)[0]!;
  for (const id of await relatedIds(run, field, target)) await run.records.updateIn(run.save, target, id, valuesOf(run, step, run.save.model.entities.get(target)!), { pointer, byRule: true });
}

async function relatedIds(run: Running, field: FieldModel, target: string): Promise<string[]> {
  const value = run.source[field.name];
  if (relationOf(field) === "one") return value ? [(value as { id: string }).id] : [];
  if (relationOf(field) === "many") return ((value as { id: string }[] | null) ?? []).map((item) => item.id);
  const page = await run.save.queries.list(run.save, target, { fields: ["id"], filter: { field: String(field.options["field"]), op: "eq", value: run.id }, limit: 200 });
  return page.items.map((item) => item["id"] as string);
}
