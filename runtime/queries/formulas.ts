/**
 * Formulas of fields: compiled once per revision against the entity's names (model/formula-names.ts).
 * A *program* is a compiled formula of one field; it reads a record and gives the field's value.
 */
import { compileFormula, toJson, type Formula } from "../expressions/formula";
import { fieldType, fieldTypes } from "../fields/index";
import { computationOf, relationOf, targetsOf } from "../fields/traits";
import { formulaNames, type NameSource } from "../model/formula-names";
import type { AppModel, EntityModel, FieldModel } from "../model/types";
import { statementCache } from "./cache";

/** A record as formulas see it. */
export interface FormulaView {
  readonly values: Readonly<Record<string, unknown>>;
  below(path: string): unknown;
}

export interface FormulaMoment {
  readonly now: Date;
  readonly timeZone: string;
}

export interface Program {
  readonly references: readonly (readonly string[])[];
  readonly formula: Formula;
  evaluate(view: FormulaView, moment: FormulaMoment): unknown;
}

/** Formula fields of an entity, those that others read first. */
export function formulaFields(entity: EntityModel): readonly FieldModel[] {
  return entity.fields.filter((field) => computationOf(field) === "formula");
}

/** The same, in the order they must be computed in. The model check has refused cycles. */
export function formulasInOrder(model: AppModel, entity: EntityModel): readonly FieldModel[] {
  return statementCache(model, `formula-order;${entity.name}`, () => {
    const fields = new Map(formulaFields(entity).map((field) => [field.name, field]));
    const ordered: FieldModel[] = [];
    const visit = (field: FieldModel): void => {
      if (ordered.includes(field)) return;
      for (const [name] of programOf(model, entity, field).references) {
        const other = fields.get(name!);
        if (other && other !== field) visit(other);
      }
      ordered.push(field);
    };
    for (const field of fields.values()) visit(field);
    return ordered;
  });
}

export function programOf(model: AppModel, entity: EntityModel, field: FieldModel): Program {
  return statementCache(model, `program;${entity.name};${field.name}`, () => {
    const compiled = compileText(model, entity, String(field.options["formula"]));
    return { ...compiled, evaluate: (view, moment) => valueOf(field, compiled.run(view, moment)) };
  });
}

/** A formula that stands for itself: defaults, action steps. Gives the JSON value. `place` tells apart scopes of one entity (actions add parameters). */
export function runFormula(model: AppModel, entity: EntityModel, text: string, view: FormulaView, moment: FormulaMoment, place = entity.name): unknown {
  return formulaOf(model, entity, text, place).run(view, moment);
}

/** The same, with the paths it reads. */
export function formulaOf(model: AppModel, entity: EntityModel, text: string, place = entity.name): ReturnType<typeof compileText> {
  return statementCache(model, `formula;${place};${text}`, () => compileText(model, entity, text));
}

const TYPES: Readonly<Record<string, NonNullable<ReturnType<NameSource["typeOf"]>>>> = fieldTypes;
const sourceOf = ({ entities }: AppModel): NameSource => ({ entities, typeOf: (type) => TYPES[type] });

function compileText(model: AppModel, entity: EntityModel, text: string): { references: Program["references"]; formula: Formula; run(view: FormulaView, moment: FormulaMoment): unknown } {
  const names = formulaNames(sourceOf(model), entity);
  const compiled = compileFormula(text, { names, checkTypes: false });
  if (!compiled.ok) throw new Error(`Formula of ${entity.name} does not compile, which the model check should have refused: ${text}`);
  const { formula } = compiled;
  const references = [...new Map(formula.references.map((path) => readPath(model, entity, path)).map((path) => [path.join("."), path])).values()];
  return { references, formula, run: (view, { now, timeZone }) => toJson(formula.evaluate({ values: contextOf(model, entity, references, view), now, timeZone })) };
}

/** Lists of records are read whole: a path ends at the first one it comes to. */
function readPath(model: AppModel, entity: EntityModel, path: readonly string[]): readonly string[] {
  let at: EntityModel | undefined = entity;
  for (const [depth, step] of path.entries()) {
    const field: FieldModel | undefined = at?.fieldByName.get(step);
    const relation: ReturnType<typeof relationOf> = field && relationOf(field);
    if (relation === "children" || relation === "many") return path.slice(0, depth + 1);
    at = field && relation === "one" ? model.entities.get(targetsOf(field)[0] ?? "") : undefined;
  }
  return path;
}

/** Only what the formula reads, put where it looks for it. */
function contextOf(model: AppModel, entity: EntityModel, references: Program["references"], view: FormulaView): Record<string, unknown> {
  const context: Record<string, unknown> = Object.create(null);
  for (const path of references) {
    const [head, ...rest] = path as [string, ...string[]];
    if (rest.length === 0) context[head] ??= typed(model, entity, head, view.values[head]);
    else place(context, path, view.below(path.join(".")));
  }
  return context;
}

function typed(model: AppModel, entity: EntityModel, name: string, value: unknown): unknown {
  const field = entity.fieldByName.get(name);
  return field && relationOf(field) === "one" ? Object.assign(Object.create(null), value ?? {}) : value;
}

function place(context: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = context;
  for (const step of path.slice(0, -1)) at = (at[step] ??= Object.create(null)) as Record<string, unknown>;
  at[path.at(-1)!] = value ?? null;
}

/** A result in the form of the field: rounded to its scale, null when it does not fit. */
function valueOf(field: FieldModel, result: unknown): unknown {
  const delegate = fieldType(field.type).traits?.delegate?.(field.options);
  const type = fieldType(delegate?.type ?? field.type);
  const options = delegate?.options ?? field.options;
  const parsed = type.parse(typeof result === "number" ? rounded(result, type.name, options as { scale?: number }) : result, options);
  return parsed.ok ? parsed.value : null;
}

function rounded(value: number, type: string, { scale }: { scale?: number }): number {
  const digits = scale ?? (type === "integer" ? 0 : 2);
  return Number(`${Math.round(Number(`${value}e${digits}`))}e-${digits}`);
}

