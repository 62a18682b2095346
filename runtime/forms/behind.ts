/**
 * Behind references: what the rules of a form and `fetchFrom` read of the records that its values point at. The browser holds id
 * and title of those; the rest is loaded once per record, as far as the person may see it. What is not known makes a test false.
 *
 * - *behind*: values of a record pointed at, by path below the reference ("kind", "owner.name").
 */
import { walkCondition, type Condition } from "../expressions/condition";
import { operandKey } from "../expressions/operand";
import type { ClientField } from "../model/client";
import { fieldBelow, fieldsByName, idOf, targetOf, valueType, type Behind, type Entities, type Values } from "./scope";
import { isWritable } from "./state";
import { sameValue } from "./validate";

export interface Need {
  /** Reference field the paths begin at. */
  readonly reference: string;
  /** Entity it points at. */
  readonly entity: string;
  readonly paths: readonly string[];
  /** A rule reads it: it is needed for records that are shown, not only for those that are chosen. */
  readonly byRule: boolean;
}

/** What a form over these fields needs; `layout` are the conditions of its tabs and sections. */
export function neededBehind(fields: readonly ClientField[], entities: Entities, layout: readonly Condition[] = []): readonly Need[] {
  const needs = new Map<string, { paths: Set<string>; byRule: boolean }>();
  const add = (path: string, byRule: boolean) => {
    const [reference = "", ...below] = path.split(".");
    const field = fieldsByName(fields).get(reference);
    if (below.length === 0 || !field || !fieldBelow(field, below, entities)) return;
    const need = needs.get(reference) ?? { paths: new Set(), byRule: false };
    need.paths.add(below.join("."));
    need.byRule ||= byRule;
    needs.set(reference, need);
  };
  for (const condition of [...fields.flatMap(rulesOf), ...layout]) for (const path of pathsOf(condition)) add(path, true);
  for (const field of fields) if (field.fetchFrom) add(field.fetchFrom, false);
  return [...needs].map(([reference, { paths, byRule }]) => ({ reference, entity: targetOf(fieldsByName(fields).get(reference)!), paths: [...paths], byRule }));
}

const rulesOf = (field: ClientField): Condition[] => [field.requiredWhen, field.visibleWhen, field.readOnlyWhen, ...field.invalidWhen.map((rule) => rule.when)].filter((rule) => rule !== undefined);

function pathsOf(condition: Condition): string[] {
  const paths: string[] = [];
  walkCondition(condition, (node) => {
    if (!("field" in node)) return;
    paths.push(node.field, ...(operandKey(node.value) === "field" ? [(node.value as { field: string }).field] : []));
  });
  return paths;
}

/**
 * What choosing records fills in: fields with `fetchFrom` whose reference changed and that are empty, or still hold what the record
 * chosen before gave. Fields whose source is not loaded yet are left out.
 */
export function fetchedValues(fields: readonly ClientField[], before: Values, after: Values, behind: Behind): Record<string, unknown> {
  const fetched: Record<string, unknown> = {};
  for (const field of fields) {
    if (!field.fetchFrom || !isWritable(field)) continue;
    const [reference = "", ...below] = field.fetchFrom.split(".");
    const [was, is] = [idOf(before[reference]), idOf(after[reference])];
    const source = is === undefined || is === was ? undefined : behind(is);
    if (!source) continue;
    const path = below.join(".");
    const present = after[field.name] ?? null;
    const old = was === undefined ? undefined : behind(was);
    if (isEmpty(field, present) || (old && sameValue(field, present, old[path] ?? null))) fetched[field.name] = source[path] ?? null;
  }
  return fetched;
}

function isEmpty(field: ClientField, value: unknown): boolean {
  const found = valueType(field);
  const parsed = found?.type.parse(value, found.options);
  return parsed?.ok === true && found!.type.isEmpty(parsed.value);
}
