import fc from "fast-check";
import { expect, it } from "vitest";
import { loadDocuments, packDocuments } from "../../tests/helpers/fixtures";
import { parseJson } from "./json";
import type { SourceDocument } from "./source";

/** Without the words of core: they are many and all alike. */
const packs = packDocuments("core", "sales", "salesPlus").filter(({ pack, path }) => pack !== "core" || !path.startsWith("i18n/"));

/** Values that break naive code: wrong types, prototype words, deep and wide things. */
const hostile = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, "", "constructor", "__proto__", "toString", "*", "a.b.c.d.e.f", "deal", "organisation", [], [[]], {}, [null], { all: [] }, { not: { not: {} } }, { field: "id", op: "eq", value: { param: "x" } }, { user: "id" }, { formula: "((((" }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.integer({ min: 1, max: 90 }).map((depth) => Array.from({ length: depth }).reduce<unknown>((inner) => ({ not: inner }), {})),
);
const keys = fc.constantFrom("id", "name", "type", "fields", "options", "entity", "field", "value", "constructor", "hasOwnProperty", "toString", "valueOf", "label", "choices", "$schema", "*", "requires", "extends", "parent", "system");

interface Mutation {
  readonly document: number;
  readonly place: number;
  readonly kind: "replace" | "remove" | "add" | "text" | "rename";
  readonly key: string;
  readonly value: unknown;
}
const mutation: fc.Arbitrary<Mutation> = fc.record({ document: fc.nat(), place: fc.nat(), kind: fc.constantFrom("replace", "remove", "add", "text", "rename"), key: keys, value: hostile });

type Holder = Record<string, unknown>;

/** Every object or list of a document, outermost first. */
function holders(value: unknown): Holder[] {
  return value !== null && typeof value === "object" ? [value as Holder, ...Object.values(value).flatMap(holders)] : [];
}

function mutate(document: SourceDocument, { place, kind, key, value }: Mutation): SourceDocument {
  if (kind === "text") {
    const at = place % document.text.length;
    return { ...document, text: document.text.slice(0, at) + String(value) + document.text.slice(at + (place % 7)) };
  }
  if (kind === "rename") return { ...document, path: document.path.replace(/[a-zA-Z]+/, key) };
  const parsed = parseJson(document.text);
  if (!parsed.ok) return document;
  const body = parsed.value;
  const all = holders(body);
  const holder = all[place % all.length];
  if (!holder) return document;
  const names = Object.keys(holder);
  const name = names[place % Math.max(1, names.length)] ?? key;
  if (kind === "replace") holder[name] = value;
  else if (kind === "remove") Reflect.deleteProperty(holder, name);
  else Object.defineProperty(holder, place % 11 === 0 ? "__proto__" : key, { value, enumerable: true, configurable: true, writable: true });
  return { ...document, text: JSON.stringify(body) };
}

it("whatever is done to packs, loading answers with a model or with problems that have a sentence and a remedy", () => {
  let good = 0;
  fc.assert(fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
    const documents = [...packs];
    for (const change of mutations) documents[change.document % documents.length] = mutate(documents[change.document % documents.length]!, change);
    const result = loadDocuments(documents);
    if (result.ok) good++;
    else {
      expect(result.problems.length).toBeGreaterThan(0);
      for (const problem of result.problems) {
        expect(problem.message, JSON.stringify(problem)).toMatch(/^\S.{5,}/s);
        expect(problem.remedy, JSON.stringify(problem)).toMatch(/^\S.{3,}/s);
        expect(problem.pointer).toMatch(/^(\/|$)/);
      }
    }
  }), { numRuns: 2000 });
  expect(good).toBeGreaterThan(20);
  expect(Object.keys(Object.prototype)).toEqual([]);
}, 240_000);

it("patches of any shape are answered, too", () => {
  fc.assert(fc.property(fc.array(fc.record({ node: fc.constantFrom("", "fields/stage", "fields", "fields/stage/options/choices/new", "__proto__", "recordTypes/tender"), key: keys, value: hostile, kind: fc.constantFrom("set", "unset", "insert", "remove", "move") }), { maxLength: 4 }), (list) => {
    const changes = list.map(({ node, key, value, kind }) => {
      if (kind === "set") return { node, set: { [key]: value } };
      if (kind === "unset") return { node, unset: [key] };
      if (kind === "insert") return { insert: value, into: { node, property: key }, after: null };
      return kind === "remove" ? { remove: `${node}/${key}` } : { move: node, after: key };
    });
    const patch = { id: "p", target: { kind: "entity", name: "deal", pack: "sales" }, changes };
    const result = loadDocuments(packs, [{ pack: "local", path: "patches/p.json", text: JSON.stringify(patch) }]);
    expect(result.ok || result.problems.length > 0).toBe(true);
  }), { numRuns: 300 });
}, 240_000);
