/**
 * Answers of widgets and reports. Their questions go through the gateway as the caller, like those of any list: a dashboard shows
 * nobody more than his lists would.
 */
import type { Condition, Leaf } from "../expressions/condition";
import { fieldType } from "../fields/index";
import { targetsOf } from "../fields/traits";
import type { EntityModel, FieldModel, AppModel } from "../model/types";
import type { Queries, QueryContext } from "../queries";
import { QUERY_LIMITS } from "../queries";
import type { Answer, Question, WidgetData, WidgetEnv, WidgetKind, WidgetQuery } from "../widgets/widget";

/** Field at the end of a path through references; undefined when a step is none. */
export function fieldAt(model: AppModel, entity: EntityModel, path: string): FieldModel | undefined {
  const [head = "", ...rest] = path.split(".");
  const field = entity.fieldByName.get(head);
  if (!field || rest.length === 0) return field;
  const target = model.entities.get(targetsOf(field)[0] ?? "");
  return target && fieldAt(model, target, rest.join("."));
}

/** What a kind may know besides its query: the caller's clock and zone, and the fields of the entity. */
export function envOf({ model, ctx }: QueryContext, entityName: string | undefined, chosen: readonly Leaf[]): WidgetEnv {
  const entity = model.entities.get(entityName ?? "");
  const field = (path: string): FieldModel | undefined => entity && fieldAt(model, entity, path);
  return {
    now: ctx.now, timeZone: ctx.timeZone, chosen,
    feel: (path) => {
      const found = field(path);
      return found && fieldType(found.type).feel;
    },
    choices: (path) => {
      const choices = field(path)?.options["choices"];
      return Array.isArray(choices) ? choices.map((choice: { value: string }) => choice.value) : undefined;
    },
  };
}

async function answer(queries: Queries, call: QueryContext, entity: string, question: Question): Promise<Answer> {
  if (question.ask === "records") {
    const { fields, sort, filter, limit } = question;
    const page = await queries.list(call, entity, { fields, sort, filter, limit: Math.min(limit, QUERY_LIMITS.limit), count: "exact" });
    return { rows: [], items: page.items, more: page.nextCursor !== null, total: page.total };
  }
  const { groupBy, measures, filter, largest } = question;
  const rows = await queries.aggregate(call, entity, { groupBy: groupBy.map(({ field, by }) => (by ? { field, by } : { field })), measures: measures.map(({ id, function: name, field }) => ({ as: id, function: name, field })), filter, largest });
  const keyOf = ({ field, by }: (typeof groupBy)[number]): string => (by ? `${field}.${by}` : field);
  return {
    items: [], more: rows.length >= QUERY_LIMITS.aggregateRows,
    rows: rows.map((row) => ({ keys: groupBy.map((group) => row[keyOf(group)] ?? null), values: measures.map(({ id }) => row[id] ?? null) })),
  };
}

/** Data of one query of a kind. @throws AppError of the gateway. */
export async function widgetData(queries: Queries, call: QueryContext, kind: WidgetKind, query: WidgetQuery, chosen: readonly Leaf[]): Promise<WidgetData> {
  const env = envOf(call, query.entity, chosen);
  const answers = await Promise.all((query.entity === undefined ? [] : kind.ask(query, env)).map((question) => answer(queries, call, query.entity!, question)));
  return kind.data(query, answers, env);
}

/** Conditions of filters as leaves; a value that is no operand at all is judged by the gateway. */
export const leafOf = (field: string, op: string, value: unknown): Leaf => ({ field, op, value: value as Leaf["value"] }) satisfies Condition;
