import type { ConditionScope } from "../expressions/evaluate";
import { asComparable, type OperandEnv } from "../expressions/operand";
import { fieldType } from "../fields/index";
import { targetsOf } from "../fields/traits";
import type { AppModel, EntityModel, FieldModel } from "../model/types";
import type { Values } from "./input";

/** A record as conditions see it: its own values, and values below its references by path ("organisation.kind"). */
export interface RecordView {
  readonly values: Values;
  below(path: string): unknown;
  children(field: string): readonly Values[];
}

/** Field and value kind at the end of a path; undefined when the model has no such path. */
function fieldAt(model: AppModel, entity: EntityModel, path: string): FieldModel | undefined {
  const dot = path.indexOf(".");
  if (dot < 0) return entity.fieldByName.get(path);
  const hop = entity.fieldByName.get(path.slice(0, dot));
  const target = hop && model.entities.get(targetsOf(hop)[0] ?? "");
  return target && fieldAt(model, target, path.slice(dot + 1));
}

/** Scope of a record for `evaluateCondition`; unknown paths and operators test false (deny by default). */
export function recordScope(model: AppModel, entity: EntityModel, view: RecordView, env: OperandEnv): ConditionScope {
  const valueAt = (path: string): unknown => (path.includes(".") ? view.below(path) : view.values[path]) ?? null;
  return {
    env,
    value: (path) => referenceId(valueAt(path)) ?? undefined,
    test(path, op, operand) {
      const field = fieldAt(model, entity, path);
      if (!field) return false;
      const type = fieldType(field.type);
      const operator = Object.hasOwn(type.operators, op) ? type.operators[op] : undefined;
      if (!operator) return false;
      if (operand === undefined) return operator.test(valueAt(path), undefined as never, field.options, env);
      const parsed = operator.parseOperand(asComparable(operand, kindOf(field), env.timeZone), field.options);
      return parsed.ok && operator.test(valueAt(path), parsed.value as never, field.options, env);
    },
    related(name) {
      const field = entity.fieldByName.get(name);
      const target = field && model.entities.get(targetsOf(field)[0] ?? "");
      if (!target) return [];
      return view.children(name).map((values) => recordScope(model, target, { values, below: () => null, children: () => [] }, env));
    },
  };
}

/** Kind of the value, that of the result for a formula or rollup. */
function kindOf(field: FieldModel): string {
  const type = fieldType(field.type);
  return fieldType(type.traits?.delegate?.(field.options).type ?? type.name).feel;
}

function referenceId(value: unknown): unknown {
  return value !== null && typeof value === "object" && "id" in value ? value.id : value;
}
