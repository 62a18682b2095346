"use client";
import { operandKey, type OperandKey } from "../../runtime/expressions/operand";
import type { Condition, Operand, Relation } from "../../runtime/expressions/condition";
import { duration } from "../../runtime/fields/duration/field";
import { valueType } from "../../runtime/forms/scope";
import type { ClientEntity, ClientField, ClientModel } from "../../runtime/model/client";
import { fieldAtPath } from "../data/field-paths";
import { formatValue } from "../fields/format";
import type { MessageKey } from "../i18n/messages";
import { useLocale, useT } from "../i18n/provider";
import { entityBelow, relationLabel } from "./filter-relations";
import { operandOf, readTree, type FilterGroup, type FilterItem, type FilterRow } from "./filter-tree";

type T = ReturnType<typeof useT>;

const OPERATORS: ReadonlySet<string> = new Set([
  "eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte", "between", "contains", "notContains", "startsWith", "endsWith", "isEmpty", "isNotEmpty", "isTrue", "isFalse",
  "has", "hasAny", "hasAll", "hasNone", "within", "under", "inCountry", "inBox",
]);

/** Of moments people say "before", not "less than". */
const OF_MOMENTS: ReadonlySet<string> = new Set(["lt", "lte", "gt", "gte"]);

/** Has the field moments: dates, or dates with a time? */
export const isTemporal = (field: ClientField): boolean => ["date", "dateTime"].includes(valueType(field)?.type.feel ?? "");

/** Words of an operator; one that a pack's type brought along is shown by its name. */
export function operatorWord(t: T, name: string, field: ClientField): string {
  if (!OPERATORS.has(name)) return name;
  return t(`${OF_MOMENTS.has(name) && isTemporal(field) ? "op.moment" : "op"}.${name}` as MessageKey);
}

interface Place {
  readonly language: string;
  readonly timeZone: string;
}

interface Words {
  readonly t: T;
  readonly locale: Place;
  fieldAt(path: string): ClientField | undefined;
  labelAt(path: string): string;
  relation(of: Relation): string;
  /** The same for the records of a relation. */
  below(of: Relation): Words;
}

/** A filter read back in plain words: "Stage is any of New, Won and Amount is more than 500". */
export function useFilterWords(model: ClientModel, entity: ClientEntity): (condition: Condition | undefined) => string {
  const t = useT();
  const locale = useLocale();
  return (condition) => (condition ? groupWords(readTree(condition), wordsOf(t, locale, model, entity)) : "");
}

function wordsOf(t: T, locale: Place, model: ClientModel, entity: ClientEntity | undefined): Words {
  const fieldAt = (path: string) => entity && fieldAtPath(model, entity, path);
  return {
    t, locale, fieldAt,
    labelAt: (path) => path.split(".").map((_, index, steps) => fieldAt(steps.slice(0, index + 1).join("."))?.label ?? "?").join(" › "),
    relation: (of) => (entity && relationLabel(model, entity, of)) ?? "?",
    below: (of) => wordsOf(t, locale, model, entity && entityBelow(model, entity, [of])),
  };
}

function groupWords(group: FilterGroup, words: Words): string {
  const { t } = words;
  const inside = group.of === undefined ? words : words.below(group.of);
  const joined = group.items.map((item) => itemWords(item, inside)).join(t(group.join === "all" ? "filter.and" : "filter.or"));
  if (group.of !== undefined) return t(group.join === "none" ? "filter.without" : "filter.with", { label: words.relation(group.of), words: group.items.length > 1 ? `(${joined})` : joined });
  return group.join === "none" ? t("filter.not", { words: joined }) : joined;
}

function itemWords(item: FilterItem, words: Words): string {
  if (item.kind === "group") return item.items.length > 1 && item.join !== "none" && item.of === undefined ? `(${groupWords(item, words)})` : groupWords(item, words);
  return item.kind === "fixed" ? words.t("filter.fixed") : rowWords(item, words);
}

function rowWords({ field: path, op, value }: FilterRow, words: Words): string {
  const field = words.fieldAt(path);
  if (!field) return `${words.labelAt(path)} ${op}`;
  const head = `${words.labelAt(path)} ${operatorWord(words.t, op, field)}`;
  const operand = operandOf(field, op);
  return operand === "none" || operand === undefined ? head : `${head} ${valueWords(field, operand, value, words)}`;
}

function valueWords(field: ClientField, operand: string, value: unknown, words: Words): string {
  const { t, locale } = words;
  if (operandKey(value as Operand)) return operandWords(t, value as Operand, locale, words.labelAt);
  if (operand === "period") return t(`period.${String(value)}` as MessageKey);
  const one = (item: unknown): string => (typeof item === "string" && /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(item) ? t("filter.record") : formatValue(field, item, locale) || String(item ?? ""));
  if (!Array.isArray(value)) return one(value);
  if (operand === "range") return value.map(one).join(" – ");
  const named = value.map((item) => formatValue(field, Array.isArray(item) ? item : [item], locale) || one(item));
  const isRecords = value.some((item) => typeof item === "string" && /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(item));
  return isRecords ? t("filter.records", { count: value.length }) : value.map((item, index) => (field.type === "select" || field.type === "text" ? one(item) : (named[index] ?? one(item)))).join(", ");
}

/** What stands for a value until the filter is used: the person, a moment counted from now, another field. */
const VARIABLES: Readonly<Record<OperandKey, (t: T, value: string, locale: Place, labelAt: (path: string) => string) => string>> = {
  user: (t, value) => t(value === "id" ? "filter.me" : "filter.mine"),
  now: (t, value, { language, timeZone }) => {
    const span = value.replace(/^[+-]/, "");
    if (!/[1-9]/.test(span)) return t("filter.now");
    return t(value.startsWith("-") ? "filter.ago" : "filter.ahead", { span: duration.format(span, {}, { language, timeZone }) });
  },
  field: (_t, value, _locale, labelAt) => labelAt(value),
  param: (_t, value) => value,
};

export function operandWords(t: T, operand: Operand, locale: Place, labelAt: (path: string) => string = (path) => path): string {
  const key = operandKey(operand)!;
  return VARIABLES[key](t, String((operand as Readonly<Record<string, unknown>>)[key]), locale, labelAt);
}
