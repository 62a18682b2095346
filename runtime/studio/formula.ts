/** A formula while it is written: what is wrong with it, what it gives, and a sample. Browser-safe; the loader judges again. */
import { compileFormula, toJson, type FormulaType, type NameType } from "../expressions/formula/index";
import { fieldType, isFieldTypeName } from "../fields/index";
import type { FieldAnswer } from "./answers";

interface NamedField extends Pick<FieldAnswer, "name" | "label" | "options"> {
  readonly type: string;
}

/** An entity as formulas see it. */
export interface NamedEntity {
  readonly name: string;
  readonly fields: readonly NamedField[];
}

export interface FormulaCheck {
  /** In English, as every message of the compiler. */
  readonly problem?: { readonly message: string; readonly remedy: string; readonly from: number; readonly to: number };
  /** Type of field the result fits; undefined when it cannot be told. */
  readonly result?: FormulaResult;
  /** The result for a record with ordinary values; undefined when there is none. */
  readonly sample?: unknown;
}

export const FORMULA_RESULTS = ["text", "integer", "decimal", "percent", "boolean", "date", "dateTime", "time", "duration"] as const;
export type FormulaResult = (typeof FORMULA_RESULTS)[number];

/** References are followed so far. */
const HOPS = 2;

export function checkFormula(text: string, entity: NamedEntity, entities: readonly NamedEntity[], now: Date): FormulaCheck {
  const compiled = compileFormula(text, { names: namesOf(entity, entities, HOPS) });
  if (!compiled.ok) return { problem: compiled.issues[0] };
  const result = resultOf(compiled.formula.type);
  try {
    const sample: unknown = toJson(compiled.formula.evaluate({ values: samplesOf(entity, entities, now, HOPS), now, timeZone: "UTC", steps: 10_000 }));
    return { ...(result ? { result } : {}), ...(sample === null ? {} : { sample }) };
  } catch {
    // A limit crossed by sample values says nothing about real ones.
    return result ? { result } : {};
  }
}

/** Paths the formula reads ("vehicle.rate"); empty while it does not compile. */
export function readsOf(text: string, entity: NamedEntity, entities: readonly NamedEntity[]): readonly string[] {
  const compiled = compileFormula(text, { names: namesOf(entity, entities, HOPS) });
  return compiled.ok ? compiled.formula.references.map((path) => path.join(".")) : [];
}

/** The result for a record as a list gives it: values by path; null when there is none. */
export function resultFor(text: string, entity: NamedEntity, entities: readonly NamedEntity[], row: Readonly<Record<string, unknown>>, now: Date): unknown {
  const compiled = compileFormula(text, { names: namesOf(entity, entities, HOPS) });
  if (!compiled.ok) return null;
  const values: Record<string, unknown> = {};
  // Short paths first: what is read behind a reference goes into it.
  for (const path of Object.keys(row).sort((a, b) => a.length - b.length)) {
    const steps = path.split(".");
    const last = steps.pop()!;
    let at = values;
    for (const step of steps) at = at[step] = { ...(at[step] as object | undefined) } as Record<string, unknown>;
    at[last] = row[path];
  }
  try {
    return toJson(compiled.formula.evaluate({ values, now, timeZone: "UTC", steps: 10_000 }));
  } catch {
    // A limit was crossed; the record would have no value either.
    return null;
  }
}

function resultOf({ kind }: FormulaType): FormulaResult | undefined {
  const results: Partial<Record<FormulaType["kind"], FormulaResult>> = { number: "decimal", text: "text", boolean: "boolean", date: "date", dateTime: "dateTime", time: "time", duration: "duration", timeDuration: "duration", monthsDuration: "duration" };
  return results[kind];
}

const typeOf = (field: NamedField) => (isFieldTypeName(field.type) ? fieldType(field.type) : undefined);
const usable = ({ fields }: NamedEntity) => fields.flatMap((field) => {
  const type = typeOf(field);
  return type && !type.traits?.writeOnly ? [{ field, type }] : [];
});

function namesOf(entity: NamedEntity, entities: readonly NamedEntity[], hops: number): Readonly<Record<string, NameType>> {
  const behind = (field: NamedField): NameType => {
    const target = entities.find(({ name }) => name === (typeOf(field)?.traits?.targets?.(field.options)[0] ?? ""));
    return target && hops > 0 ? { type: "context", fields: namesOf(target, entities, hops - 1) } : "context";
  };
  return Object.fromEntries(usable(entity).map(({ field, type }): [string, NameType] => {
    switch (type.traits?.relation) {
      case "one": return [field.name, behind(field)];
      case "children": return [field.name, { type: "list", item: behind(field) }];
      case "many": return [field.name, { type: "list", item: { type: "context", fields: { id: "text" } } }];
      default: return [field.name, feelOf(field) ?? "any"];
    }
  }));
}

/** Kind of value; of a formula or rollup that of what it gives. */
function feelOf(field: NamedField) {
  const type = typeOf(field);
  const delegate = type?.traits?.delegate?.(field.options);
  return delegate && isFieldTypeName(delegate.type) ? fieldType(delegate.type).feel : type?.feel;
}

/** A value such as a record might have. */
function samplesOf(entity: NamedEntity, entities: readonly NamedEntity[], now: Date, hops: number): Readonly<Record<string, unknown>> {
  const day = now.toISOString().slice(0, 10);
  const plain: Partial<Record<string, unknown>> = { number: 100, text: "text", boolean: true, date: day, dateTime: now.toISOString(), time: "10:30", duration: "PT2H" };
  const behind = (field: NamedField): unknown => {
    const target = entities.find(({ name }) => name === (typeOf(field)?.traits?.targets?.(field.options)[0] ?? ""));
    return target && hops > 0 ? samplesOf(target, entities, now, hops - 1) : {};
  };
  return Object.fromEntries(usable(entity).map(({ field, type }): [string, unknown] => {
    const relation = type.traits?.relation;
    if (relation === "one") return [field.name, behind(field)];
    if (relation === "children") return [field.name, [behind(field), behind(field)]];
    if (relation === "many") return [field.name, []];
    const choice = (field.options["choices"] as readonly { value: string }[] | undefined)?.[0]?.value;
    return [field.name, choice ?? plain[feelOf(field) ?? ""] ?? { amount: 100, currency: "EUR" }];
  }));
}

/** What may stand at the caret: names that go on from what was typed there, through references too. */
export function completions(text: string, caret: number, entity: NamedEntity, entities: readonly NamedEntity[]): { readonly from: number; readonly items: readonly NamedField[] } {
  const word = /[\p{L}_][\p{L}\p{N}_.]*$/u.exec(text.slice(0, caret))?.[0] ?? "";
  const steps = word.split(".");
  const last = steps.pop() ?? "";
  let at: NamedEntity | undefined = entity;
  for (const step of steps) {
    const field: NamedField | undefined = at?.fields.find(({ name }) => name === step);
    const target: string | undefined = field && typeOf(field)?.traits?.targets?.(field.options)[0];
    at = target === undefined ? undefined : entities.find(({ name }) => name === target);
  }
  const wanted = last.toLocaleLowerCase();
  const items = (at?.fields ?? []).filter((field) => !typeOf(field)?.traits?.writeOnly && (field.name.toLocaleLowerCase().startsWith(wanted) || field.label.toLocaleLowerCase().startsWith(wanted)));
  return { from: caret - last.length, items };
}
