/** Cross-checks of seeds: fields, keys, references by key, values. */
import { storageKind } from "./build-field";
import { entityOfDocument } from "./check-screens";
import { at, documentsOf, typeOf, type CheckedDocument, type Loading } from "./loading";
import { findField, relationOf, targetsOf } from "./paths";
import type { Origin } from "./problem";
import { shown, suggest } from "./schema-problems";
import { momentIssue, relativeMoment, SEEDED_SYSTEM_FIELDS } from "./seed-values";
import type { EntityModel, FieldModel } from "./types";

/** Entity name → keys that seeds bring. */
type Keys = ReadonlyMap<string, ReadonlySet<string>>;

export function checkSeeds(loading: Loading): void {
  const seeds = documentsOf(loading, "seed");
  const keys = new Map<string, Set<string>>();
  // One without records only says by which field those that are there are found.
  for (const { body } of seeds.filter(({ body: { records } }) => records.length > 0)) {
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
    for (const [name, given] of Object.entries(record)) if (!(entity.system && checkPerson(loading, entity, name, given, at(place, name), keys))) checkMember(loading, entity, name, given, at(place, name), keys);
  });
}

function checkMember(loading: Loading, entity: EntityModel, name: string, value: unknown, origin: Origin, keys: Keys): void {
  const found = findField(entity, name);
  if (!found.ok) return loading.problems.add(origin, found.code, found.message, found.remedy);
  const { field } = found;
  const type = typeOf(loading, field)!;
  if (type.traits?.computation === "formula" || type.traits?.computation === "rollup" || (field.system && !SEEDED_SYSTEM_FIELDS.includes(name))) return loading.problems.add(origin, "computed", `The field "${name}" is made by the product`, "Leave it out.");
  const relation = relationOf(loading, field);
  if (relation === "one") checkReference(loading, field, value, origin, keys);
  else if (relation === "many" && Array.isArray(value)) value.forEach((item, i) => checkReference(loading, field, item, at(origin, i), keys));
  else if (relation === "any") checkAnyReference(loading, field, value, origin, keys);
  else if (relation === "children" && Array.isArray(value)) value.forEach((row, i) => checkChild(loading, field, row, at(origin, i), keys));
  else if (relation === undefined && !type.traits?.computed) checkValue(loading, field, value, origin);
}

function checkValue(loading: Loading, field: FieldModel, value: unknown, origin: Origin): void {
  const moment = relativeMoment(value);
  if (moment) {
    const issue = momentIssue(moment, field.type);
    if (issue) loading.problems.add(origin, "value", issue, 'Write { "ago": "P30DT2H" } or { "ahead": "P14D" } in a date or dateTime field.');
    return;
  }
  const parsed = typeOf(loading, field)!.parse(value, field.options);
  if (!parsed.ok) for (const issue of parsed.issues.slice(0, 3)) loading.problems.add(origin, "value", `${shown(value)} is no valid "${field.name}": ${issue.message}`, issue.remedy ?? "Write a value of the field's type.");
}

/** What only users have in seeds; true when the member was one of these. */
function checkPerson(loading: Loading, entity: EntityModel, name: string, value: unknown, origin: Origin, keys: Keys): boolean {
  if (entity.name !== "user") return false;
  const wrong = (message: string, remedy: string) => loading.problems.add(origin, "type", message, remedy);
  const known = new Set(documentsOf(loading, "role").map(({ body }) => body.name));
  switch (name) {
    case "roles":
      if (!Array.isArray(value)) wrong("The roles of a user are a list of names", 'Write ["observer"].');
      else value.forEach((role, i) => { if (!known.has(role)) loading.problems.add(at(origin, i), "unknownRole", `There is no role ${shown(role)}`, suggest(String(role), known)); });
      return true;
    case "teams":
      if (!Array.isArray(value)) wrong("The teams of a user are a list of references", 'Write [{ "key": "North" }].');
      else value.forEach((team, i) => checkKey(team, "team", at(origin, i), keys, loading));
      return true;
    case "superior":
      checkKey(value, "user", origin, keys, loading);
      return true;
    case "position":
      if (typeof value !== "string" || value === "" || value.length > 200) wrong("The position of a user is a text", 'Write "Sales manager".');
      return true;
    default:
      return false;
  }
}

function checkAnyReference(loading: Loading, field: FieldModel, value: unknown, origin: Origin, keys: Keys): void {
  if (value === null) return;
  const targets = targetsOf(loading, field).map((target) => target.name);
  const entity = typeof value === "object" && Object.hasOwn(value, "entity") ? (value as { entity: unknown }).entity : undefined;
  if (typeof entity !== "string" || !loading.entities.has(entity) || (targets.length > 0 && !targets.includes(entity))) return loading.problems.add(at(origin, "entity"), "unknownEntity", `${shown(entity)} is no entity this field may point at`, suggest(String(entity), targets.length > 0 ? targets : loading.entities.keys()));
  checkKey({ ...(value as object), entity: undefined }, entity, origin, keys, loading);
}

function checkReference(loading: Loading, field: FieldModel, value: unknown, origin: Origin, keys: Keys): void {
  if (value !== null) checkKey(value, targetsOf(loading, field)[0]?.name, origin, keys, loading);
}

function checkKey(value: unknown, target: string | undefined, origin: Origin, keys: Keys, loading: Loading): void {
  const given = value !== null && typeof value === "object" ? Object.entries(value).filter(([, member]) => member !== undefined) : [];
  if (given.length !== 1 || given[0]![0] !== "key") return loading.problems.add(origin, "type", `A reference is written by key, not ${shown(value)}`, 'Write { "key": "…" } with the key of the target record.');
  const key = given[0]![1];
  const known = target === undefined ? undefined : keys.get(target);
  if (known && !known.has(String(key))) loading.problems.add(origin, "unknownKey", `No seed brings a record of "${target}" with the key ${shown(key)}`, suggest(String(key), known, "Use the key of a record in a seed."));
}

function checkChild(loading: Loading, field: FieldModel, row: unknown, origin: Origin, keys: Keys): void {
  const child = targetsOf(loading, field)[0];
  if (!child) return;
  if (row === null || typeof row !== "object" || Array.isArray(row)) return loading.problems.add(origin, "type", "A line is an object with its fields", 'Write { "quantity": 2 }.');
  for (const [name, value] of Object.entries(row)) checkMember(loading, child, name, value, at(origin, name), keys);
}
