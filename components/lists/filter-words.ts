"use client";
import { operandKey } from "../../runtime/expressions/operand";
import type { Condition, Operand } from "../../runtime/expressions/condition";
import type { ClientEntity, ClientField, ClientModel } from "../../runtime/model/client";
import { fieldAtPath } from "../data/model";
import { formatValue } from "../fields/format";
import type { MessageKey } from "../i18n/messages";
import { useLocale, useT } from "../i18n/provider";
import { operandOf, readTree, type FilterGroup, type FilterItem, type FilterRow } from "./filter-tree";

type T = ReturnType<typeof useT>;

const OPERATORS: ReadonlySet<string> = new Set([
  "eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte", "between", "contains", "notContains", "startsWith", "endsWith", "isEmpty", "isNotEmpty", "isTrue", "isFalse",
  "has", "hasAny", "hasAll", "hasNone", "within", "under", "inCountry", "inBox",
]);

/** Words of an operator; one that a pack's type brought along is shown by its name. */
export const operatorWord = (t: T, name: string): string => (OPERATORS.has(name) ? t(`op.${name}` as MessageKey) : name);

interface Words {
  readonly t: T;
  readonly locale: { language: string; timeZone: string };
  fieldAt(path: string): ClientField | undefined;
  labelAt(path: string): string;
}

/** A filter read back in plain words: "Stage is any of New, Won and Amount is more than 500". */
export function useFilterWords(model: ClientModel, entity: ClientEntity): (condition: Condition | undefined) => string {
  const t = useT();
  const locale = useLocale();
  const labelAt = (path: string): string => path.split(".").map((_, index, steps) => fieldAtPath(model, entity, steps.slice(0, index + 1).join("."))?.label ?? "?").join(" › ");
  return (condition) => (condition ? groupWords(readTree(condition), { t, locale, fieldAt: (path) => fieldAtPath(model, entity, path), labelAt }) : "");
}

function groupWords(group: FilterGroup, words: Words): string {
  const joined = group.items.map((item) => itemWords(item, words)).join(group.join === "all" ? words.t("filter.and") : words.t("filter.or"));
  return group.join === "none" ? words.t("filter.not", { words: joined }) : joined;
}

function itemWords(item: FilterItem, words: Words): string {
  if (item.kind === "group") return item.items.length > 1 && item.join !== "none" ? `(${groupWords(item, words)})` : groupWords(item, words);
  return item.kind === "fixed" ? words.t("filter.fixed") : rowWords(item, words);
}

function rowWords({ field: path, op, value }: FilterRow, words: Words): string {
  const field = words.fieldAt(path);
  const head = `${words.labelAt(path)} ${operatorWord(words.t, op)}`;
  const operand = field && operandOf(field, op);
  return !field || operand === "none" || operand === undefined ? head : `${head} ${valueWords(field, operand, value, words)}`;
}

function valueWords(field: ClientField, operand: string, value: unknown, words: Words): string {
  const { t, locale } = words;
  const key = operandKey(value as Operand);
  if (key === "user") return t((value as { user: string }).user === "id" ? "filter.me" : "filter.mine");
  if (key) return JSON.stringify(value);
  if (operand === "period") return t(`period.${String(value)}` as MessageKey);
  const one = (item: unknown): string => (typeof item === "string" && /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(item) ? t("filter.record") : formatValue(field, item, locale) || String(item ?? ""));
  if (!Array.isArray(value)) return one(value);
  if (operand === "range") return value.map(one).join(" – ");
  const named = value.map((item) => formatValue(field, Array.isArray(item) ? item : [item], locale) || one(item));
  const isRecords = value.some((item) => typeof item === "string" && /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(item));
  return isRecords ? t("filter.records", { count: value.length }) : value.map((item, index) => (field.type === "select" || field.type === "text" ? one(item) : (named[index] ?? one(item)))).join(", ");
}
