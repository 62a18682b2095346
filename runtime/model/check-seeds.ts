/** Cross-checks of seeds: fields, keys, references by key, values. */
import { storageKind } from "./build-field";
import { entityOfDocument } from "./check-screens";
import { at, documentsOf, typeOf, type CheckedDocument, type Loading } from "./loading";
import { findField, relationOf, targetsOf } from "./paths";
import type { Origin } from "./problem";
import { shown, suggest } from "./schema-problems";
import { WRITABLE_SYSTEM_FIELDS } from "./system-fields";
import type { EntityModel, FieldModel } from "./types";

/** Entity name → keys that seeds bring. */
type Keys = ReadonlyMap<string, ReadonlySet<string>>;

export function checkSeeds(loading: Loading): void {
  const seeds = documentsOf(loading, "seed");
  const keys = new Map<string, Set<string>>();
  for (const { body } of seeds) {
    const known = keys.get(body.entity) ?? new Set<string>();
    for (const record of body.records) known.add(String(record[body.key]));
    keys.set(body.entity, known);
  }
  for (const seed of seeds) checkSeed(loading, seed, keys);
}

function checkSeed(loading: Loading, { body, file }: CheckedDocument<"seed">, keys: Keys): void {
  const origin = { file, pointer: "" };
  const entity = entityOfDocument(loading, body.entity, origin);
  if (!entity) return;
  const key = findField(entity, body.key);
  if (!key.ok) return loading.problems.add(at(origin, "key"), key.code, key.message, key.remedy);
  if (storageKind(loading, key.field) !== "columns" || relationOf(loading, key.field) !== undefined) return loading.problems.add(at(origin, "key"), "type", `The key "${body.key}" must be a plain stored value`, "Name a text or number field.");
  const seen = new Set<unknown>();
  body.records.forEach((record, i) => {
    const place = at(origin, "records", i);
    const value = Object.hasOwn(record, body.key) ? record[body.key] : undefined;
    if (value === undefined || value === null || value === "") loading.problems.add(place, "missing", `The record has no "${body.key}", which is the key`, `Add "${body.key}".`);
    else if (seen.has(value)) loading.problems.add(at(place, body.key), "duplicate", `The key ${shown(value)} is used twice`, "Give one of the records another key.");
    seen.add(value);
    for (const [name, given] of Object.entries(record)) checkMember(loading, entity, name, given, at(place, name), keys);
  });
}

function checkMember(loading: Loading, entity: EntityModel, name: string, value: unknown, origin: Origin, keys: Keys): void {
  const found = findField(entity, name);
  if (!found.ok) return loading.problems.add(origin, found.code, found.message, found.remedy);
  const { field } = found;
  const type = typeOf(loading, field)!;
  if (type.traits?.computation === "formula" || type.traits?.computation === "rollup" || (field.system && !WRITABLE_SYSTEM_FIELDS.includes(name))) return loading.problems.add(origin, "computed", `The field "${name}" is made by the product`, "Leave it out.");
  const relation = relationOf(loading, field);
  if (relation === "one") checkReference(loading, field, value, origin, keys);
  else if (relation === "many" && Array.isArray(value)) value.forEach((item, i) => checkReference(loading, field, item, at(origin, i), keys));
  else if (relation === "children" && Array.isArray(value)) value.forEach((row, i) => checkChild(loading, field, row, at(origin, i), keys));
  else if (relation === undefined && !type.traits?.computed) checkValue(loading, field, value, origin);
}

function checkValue(loading: Loading, field: FieldModel, value: unknown, origin: Origin): void {
  const parsed = typeOf(loading, field)!.parse(value, field.options);
  if (!parsed.ok) for (const issue of parsed.issues.slice(0, 3)) loading.problems.add(origin, "value", `${shown(value)} is no valid "${field.name}": ${issue.message}`, issue.remedy ?? "Write a value of the field's type.");
}

function checkReference(loading: Loading, field: FieldModel, value: unknown, origin: Origin, keys: Keys): void {
  if (value === null) return;
  const key = typeof value === "object" && Object.hasOwn(value, "key") ? (value as { key: unknown }).key : undefined;
  const target = targetsOf(loading, field)[0];
  if (key === undefined || Object.keys(value as object).length !== 1) return loading.problems.add(origin, "type", `A reference is written by key, not ${shown(value)}`, 'Write { "key": "…" } with the key of the target record.');
  const known = target && keys.get(target.name);
  if (known && !known.has(String(key))) loading.problems.add(origin, "unknownKey", `No seed brings a record of "${target.name}" with the key ${shown(key)}`, suggest(String(key), known, "Use the key of a record in a seed."));
}

function checkChild(loading: Loading, field: FieldModel, row: unknown, origin: Origin, keys: Keys): void {
  const child = targetsOf(loading, field)[0];
  if (!child) return;
  if (row === null || typeof row !== "object" || Array.isArray(row)) return loading.problems.add(origin, "type", "A line is an object with its fields", 'Write { "quantity": 2 }.');
  for (const [name, value] of Object.entries(row)) checkMember(loading, child, name, value, at(origin, name), keys);
}
