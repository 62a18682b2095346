/** The query inside widgets and reports: built, checked and shown the same way in both. */
import { isWidgetKind, widgetKind, WIDGET_KINDS } from "../../widgets/index";
import { settingsSchema } from "../../widgets/settings";
import type { Amount, WidgetKind, WidgetQuery } from "../../widgets/widget";
import type { Condition } from "../../expressions/condition";
import { definedOnly } from "../build-field";
import { checkFilter } from "../check-condition";
import { checkDistinct, checkSort, choiceValues } from "../check-entities";
import { measuresOf } from "../check-relations";
import type { WidgetDocument } from "../generated/grammar";
import { at, typeOf, type Loading } from "../loading";
import { resolvePath } from "../paths";
import type { Origin } from "../problem";
import { findingsOf, suggest } from "../schema-problems";
import { optionErrors } from "../schemas";
import type { EntityModel, Label } from "../types";
import type { DocumentWords, Lens } from "./part";

export interface QueryMeasure {
  readonly id: string;
  readonly function: "count" | "sum" | "avg" | "min" | "max";
  readonly field?: string;
  readonly label?: Label;
}

export interface ClientMeasure extends Omit<QueryMeasure, "label"> {
  readonly label?: string;
}

export interface QueryModel extends Omit<WidgetQuery, "measures"> {
  readonly measures: readonly QueryMeasure[];
}

export interface ClientQuery extends Omit<WidgetQuery, "measures"> {
  readonly measures: readonly ClientMeasure[];
}

type QueryDocument = Pick<WidgetDocument, "entity" | "filter" | "measures" | "groupBy" | "columns" | "sort" | "limit" | "options">;

export function buildQuery(body: QueryDocument, words: DocumentWords, ...path: string[]): QueryModel {
  return {
    measures: (body.measures ?? []).map((measure) => ({ id: measure.id, function: measure.function, ...definedOnly({ field: measure.field, label: words.optional(measure.label, ...path, "measures", measure.id) }) })),
    groupBy: body.groupBy ?? [], columns: body.columns ?? [], sort: (body.sort ?? []).map(({ field, direction }) => ({ field, direction: direction ?? "asc" })), options: body.options ?? {},
    ...definedOnly({ entity: body.entity, filter: body.filter, limit: body.limit }),
  };
}

/** The kind of a widget, with a problem when there is none of that name. */
export function checkKind(loading: Loading, name: string, origin: Origin): WidgetKind | undefined {
  if (isWidgetKind(name)) return widgetKind(name);
  loading.problems.add(origin, "unknownKind", `There is no widget of the kind "${name}"`, suggest(name, WIDGET_KINDS));
  return undefined;
}

const PARTS = { measures: "measures", groupBy: "groups", columns: "columns" } as const;

/** Does the query have what the kind takes, and nothing else? */
export function checkTakes(loading: Loading, query: QueryModel, kind: WidgetKind, origin: Origin): void {
  for (const [part, word] of Object.entries(PARTS) as [keyof typeof PARTS, string][]) {
    const [least, most]: Amount = kind.takes[part] ?? [0, 0];
    const count = query[part].length;
    if (count < least || count > most) loading.problems.add(at(origin, part), "amount", `A widget of the kind "${kind.kind}" takes ${least === most ? least : `${least} to ${most}`} ${word}, not ${count}`, most === 0 ? `Take "${part}" away.` : `Change "${part}".`);
  }
  if (query.sort.length > 0 && !kind.takes.records) loading.problems.add(at(origin, "sort"), "surplus", `A widget of the kind "${kind.kind}" lists no records`, 'Take "sort" away.');
  for (const finding of findingsOf(optionErrors(settingsSchema(kind.settings), structuredClone(query.options) as Record<string, unknown>)))
    loading.problems.take({ ...finding, file: origin.file, pointer: `${origin.pointer}/options${finding.pointer}` });
}

/** Paths, measures and condition of a query on an entity. */
export function checkQuery(loading: Loading, query: QueryModel, entity: EntityModel, origin: Origin): void {
  checkFilter(loading, query.filter, entity, at(origin, "filter"));
  query.measures.forEach((measure, i) => checkMeasure(loading, measure, entity, at(origin, "measures", i)));
  query.groupBy.forEach((group, i) => {
    const found = resolvePath(loading, entity, group.field);
    const place = at(origin, "groupBy", i, "field");
    if (!found.ok) return loading.problems.add(place, found.code, found.message, found.remedy);
    const type = typeOf(loading, found.field);
    if (type && !type.groupable) loading.problems.add(place, "type", `Records cannot be put together by a field of the type "${found.field.type}"`, "Name a choice, reference, date or yes/no field.");
    else if (group.by && type?.feel !== "date" && type?.feel !== "dateTime") loading.problems.add(at(origin, "groupBy", i, "by"), "type", `"${group.field}" is no date that could be cut to periods`, 'Take "by" away.');
  });
  query.columns.forEach((path, i) => {
    const found = resolvePath(loading, entity, path);
    if (!found.ok) loading.problems.add(at(origin, "columns", i), found.code, found.message, found.remedy);
    else if (typeOf(loading, found.field)?.traits?.writeOnly) loading.problems.add(at(origin, "columns", i), "writeOnly", `"${path}" never comes out again, so it cannot be shown`, "Show another field.");
  });
  query.sort.forEach((item, i) => checkSort(loading, entity, item.field, at(origin, "sort", i, "field")));
  checkDistinct(loading, query.measures, "id", (_, i) => at(origin, "measures", i));
  checkDistinct(loading, query.groupBy, "id", (_, i) => at(origin, "groupBy", i));
}

function checkMeasure(loading: Loading, { function: name, field }: QueryMeasure, entity: EntityModel, origin: Origin): void {
  if (field === undefined) {
    if (name !== "count") loading.problems.add(origin, "missing", `"${name}" needs a field to measure`, 'Add "field".');
    return;
  }
  const found = resolvePath(loading, entity, field);
  if (!found.ok) return loading.problems.add(at(origin, "field"), found.code, found.message, found.remedy);
  const measures = measuresOf(loading, found.field);
  if (!measures.includes(name)) loading.problems.add(at(origin, "field"), "type", `A field of the type "${found.field.type}" cannot be measured by "${name}"`, measures.length > 0 ? `It can be measured by: ${measures.join(", ")}.` : "Choose a number, money or date.");
}

/** Settings that name fields, and kinds that need a field with choices. */
export function checkSettings(loading: Loading, query: QueryModel, kind: WidgetKind, entity: EntityModel, origin: Origin): void {
  for (const setting of kind.settings) {
    const path = query.options[setting.name];
    if ((setting.type !== "date" && setting.type !== "field") || typeof path !== "string") continue;
    const found = resolvePath(loading, entity, path);
    const place = at(origin, "options", setting.name);
    if (!found.ok) loading.problems.add(place, found.code, found.message, found.remedy);
    else if (setting.type === "date" && !["date", "dateTime"].includes(typeOf(loading, found.field)?.feel ?? "")) loading.problems.add(place, "type", `"${path}" is no date`, "Name a date or a moment.");
  }
  const [group] = query.groupBy;
  const found = kind.takes.choices && group ? resolvePath(loading, entity, group.field) : undefined;
  if (found?.ok && !choiceValues(found.field)) loading.problems.add(at(origin, "groupBy", 0, "field"), "type", `The field "${group!.field}" has no choices to make steps of`, "Name a select field.");
}

/** Paths that the query asks questions about, and those it only shows; a path may be of another entity than the query. */
function pathsOf(query: QueryModel, kind: WidgetKind | undefined): { asked: readonly { readonly entity?: string; readonly path: string }[]; shown: readonly string[] } {
  const asked = [...query.measures.flatMap(({ field }) => field ?? []), ...query.groupBy.map(({ field }) => field), ...query.sort.map(({ field }) => field)];
  for (const setting of kind?.settings ?? []) if (setting.type === "date" && typeof query.options[setting.name] === "string") asked.push(String(query.options[setting.name]));
  return { asked: [...asked.map((path) => ({ path })), ...(query.filter ? pathsOfCondition(query.filter) : [])], shown: query.columns };
}

/** Inside `some` paths are of another entity: the gateway judges them, here only the relation itself. */
function pathsOfCondition(node: Condition): { readonly entity?: string; readonly path: string }[] {
  if ("all" in node) return node.all.flatMap(pathsOfCondition);
  if ("any" in node) return node.any.flatMap(pathsOfCondition);
  if ("not" in node) return pathsOfCondition(node.not);
  if (!("some" in node)) return [{ path: node.field }];
  return [typeof node.some === "string" ? { path: node.some } : { entity: node.some.entity, path: node.some.field }];
}

/** The query as one person sees it; undefined when he may not ask it, or would see nothing of it. */
export function clientQuery(query: QueryModel, kind: WidgetKind | undefined, lens: Lens): ClientQuery | undefined {
  const { entity, measures, ...rest } = query;
  if (entity === undefined) return { ...rest, measures: [] };
  const { asked, shown } = pathsOf(query, kind);
  const columns = lens.reads(entity) ? shown.filter((path) => lens.sees(entity, path)) : [];
  const known = lens.reads(entity) && asked.every((one) => lens.reads(one.entity ?? entity) && lens.asks(one.entity ?? entity, one.path));
  if (!known || (shown.length > 0 && columns.length === 0)) return undefined;
  return { ...rest, entity, columns, measures: measures.map(({ label, ...measure }) => ({ ...measure, ...definedOnly({ label: lens.optional(label) }) })) };
}
