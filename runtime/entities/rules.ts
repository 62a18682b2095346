/** Rules of a record: what is obligatory, locked or wrong, judged on the record as it would be saved. */
import type { Issue } from "../kernel/errors";
import { evaluateCondition, walkCondition, type Condition } from "../expressions";
import type { ConditionScope } from "../expressions/evaluate";
import { fieldType } from "../fields/index";
import { maskIssue } from "../fields/mask";
import { isComputed, isWriteOnly, storageOf } from "../fields/traits";
import type { EntityModel, FieldModel } from "../model/types";
import type { Values } from "./input";

export interface RuleInput {
  readonly entity: EntityModel;
  readonly before: Values | null;
  readonly after: Values;
  /** Names the caller sent. */
  readonly given: ReadonlySet<string>;
  readonly scope: ConditionScope;
  readonly language: string;
  /** The product's own rules write (actions, seeds): read-only fields are locked for people, not for them. */
  readonly byRule?: boolean;
}

/** All findings at once, in field order. */
export function checkRules(input: RuleInput): Issue[] {
  const recordType = input.after["recordType"] as string | null | undefined;
  const found = input.entity.fields.flatMap((field) => (belongs(field, recordType ?? null) ? checkField(field, input) : strayField(field, input)));
  // A field and its translations say the same once.
  return found.filter((issue, i) => found.findIndex(({ pointer, code }) => pointer === issue.pointer && code === issue.code) === i);
}

/** Fields of other record types are not there for this record. */
function belongs(field: FieldModel, recordType: string | null): boolean {
  return !field.recordTypes || (recordType !== null && field.recordTypes.includes(recordType));
}

function strayField(field: FieldModel, { given, after }: RuleInput): Issue[] {
  if (!given.has(field.name) || fieldType(field.type).isEmpty(after[field.name] ?? null)) return [];
  return [{ pointer: `/${field.name}`, code: "otherRecordType", message: `"${field.name}" belongs to another record type.`, remedy: "Leave it out or change recordType." }];
}

function checkField(field: FieldModel, input: RuleInput): Issue[] {
  const { after, before, given, scope, language } = input;
  // Most fields of most saves: they are not sent, and nothing is asked of them.
  if (!given.has(field.name) && !field.required && !field.requiredWhen && field.invalidWhen.length === 0) return [];
  const type = fieldType(field.type);
  const holds = (condition: Condition | undefined) => condition !== undefined && evaluateCondition(condition, scope);
  const hidden = field.visibleWhen !== undefined && !holds(field.visibleWhen);
  // What is kept apart is not in the record; leaving it out keeps it.
  const empty = type.isEmpty(after[field.name] ?? null) && !(before && isWriteOnly(field) && !given.has(field.name));
  // Lines that were not sent are as they were; a new record without them has none.
  const kept = before !== null && storageOf(field) === "children" && !given.has(field.name);
  const changed = given.has(field.name) && (!before || !type.equals((before[field.name] ?? null) as never, (after[field.name] ?? null) as never));
  const issue = (code: string, message: string, remedy?: string): Issue => ({ pointer: `/${field.translates ?? field.name}`, code, message, remedy });
  const label = field.label[language] ?? field.label["en"] ?? field.name;
  const issues: Issue[] = [];
  if (!before && storageOf(field) === "children" && !given.has(field.name)) issues.push(...missingLines(field));
  if (empty && !kept && !hidden && !isComputed(field) && (field.required || holds(field.requiredWhen))) issues.push(issue("required", `"${label}" is required.`, "Fill it in."));
  if (changed && before && field.setOnce && !type.isEmpty((before[field.name] ?? null) as never)) issues.push(issue("setOnce", `"${label}" cannot be changed once it is set.`, "Leave it as it is."));
  if (changed && !input.byRule && (field.readOnly || (before && holds(field.readOnlyWhen)))) issues.push(issue("readOnly", `"${label}" cannot be changed now.`, "Leave it as it is."));
  if (!hidden) for (const rule of field.invalidWhen) if (holds(rule.when)) issues.push(issue(rule.id, rule.message[language] ?? rule.message["en"] ?? "The value is not allowed here."));
  const misshapen = changed ? maskIssue(field, after[field.name]) : undefined;
  if (misshapen) issues.push({ ...misshapen, pointer: `/${field.name}` });
  const choices = allowedChoices(field, input);
  if (choices && !empty && given.has(field.name)) issues.push(...choiceIssues(after[field.name], choices, issue, label));
  return issues;
}

function missingLines(field: FieldModel): Issue[] {
  const parsed = fieldType(field.type).parse(null, field.options);
  return parsed.ok ? [] : parsed.issues.map((issue) => ({ ...issue, pointer: `/${field.name}${issue.pointer}` }));
}

function allowedChoices(field: FieldModel, { entity, after }: RuleInput): readonly string[] | undefined {
  return entity.recordTypes.find((type) => type.name === after["recordType"])?.choices[field.name];
}

function choiceIssues(value: unknown, choices: readonly string[], issue: (code: string, message: string, remedy?: string) => Issue, label: string): Issue[] {
  const outside = (Array.isArray(value) ? value : [value]).filter((item) => !choices.includes(String(item)));
  return outside.length ? [issue("choice", `"${label}" does not allow "${String(outside[0])}" for this record type.`, `Use one of: ${choices.join(", ")}.`)] : [];
}

/** Paths over references that the rules of an entity read; computed once per entity object. */
export function rulePaths(entity: EntityModel): readonly string[] {
  let known = pathsByEntity.get(entity);
  if (!known) {
    const paths = new Set<string>();
    const collect = (condition: Condition | undefined) => condition && walkCondition(condition, (node) => {
      if ("field" in node && node.field.includes(".")) paths.add(node.field);
      if ("value" in node && node.value !== null && typeof node.value === "object" && "field" in node.value && node.value.field.includes(".")) paths.add(node.value.field);
    });
    for (const field of entity.fields) {
      for (const condition of [field.requiredWhen, field.visibleWhen, field.readOnlyWhen]) collect(condition);
      for (const rule of field.invalidWhen) collect(rule.when);
      if (field.fetchFrom) paths.add(field.fetchFrom);
    }
    pathsByEntity.set(entity, (known = [...paths]));
  }
  return known;
}

const pathsByEntity = new WeakMap<EntityModel, readonly string[]>();
