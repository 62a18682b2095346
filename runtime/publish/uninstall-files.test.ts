import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../model/json";
import { diffDocument, type JsonObject } from "../model/patch";
import { effectivePack } from "./effective";
import { upgradeFiles } from "./upgrade";
import { packFolder, type Files } from "./tree";
import { detachPack, withoutPack } from "./uninstall-files";

const name = fc.constantFrom("alpha", "beta", "gamma", "delta");
const label = fc.string({ maxLength: 12 });
const field = fc.record({ id: name, name, type: fc.constantFrom("text", "integer"), label, required: fc.boolean() });
const fields = fc.uniqueArray(field, { maxLength: 4, selector: ({ id }) => id });
const json = (body: object, indent: number | string, end: string): string => JSON.stringify(body, null, indent) + end;
const style = fc.record({ indent: fc.constantFrom<number | string>(0, 2, "\t"), end: fc.constantFrom("", "\n", "\r\n") });
const entityFile = fc.record({ name, fields, style }).map((one): [string, string] => [`entities/${one.name}/entity.json`, json({ id: one.name, name: one.name, label: "L", fields: one.fields }, one.style.indent, one.style.end)]);
const wordsFile = fc.record({ words: fc.dictionary(name, fc.record({ label })), style }).map(({ words, style: { indent, end } }): [string, string] => ["i18n/ru.json", json({ id: "p.ru", name: "ru", language: "ru", entities: words }, indent, end)]);
const pack = fc.tuple(fc.array(entityFile, { maxLength: 4 }), fc.option(wordsFile)).map(([entities, words]): Files => new Map([["pack.json", '{ "id": "p", "name": "p", "version": "1.0.0" }'], ...entities, ...(words ? [words] : [])]));
const others: Files = new Map([["packs/core/pack.json", "{}"], ["local/roles/mine.json", "{}"], ["local/i18n/ru.json", '{ "id": "local.ru", "name": "ru", "language": "ru", "entities": { "mine": { "label": "Моё" } } }']]);
const installed = (source: Files): Files => upgradeFiles(others, [{ name: "p", files: source }], () => undefined).files;
const value = (text: string): JsonObject => {
  const read = parseJson(text);
  return read.ok ? (read.value as JsonObject) : {};
};
const RUNS = { numRuns: 2_000 };

describe("files of any pack", () => {
  it("are the same when they are installed twice, and come out to the byte", () => {
    fc.assert(fc.property(pack, (source) => {
      const once = installed(source);
      expect([...upgradeFiles(once, [{ name: "p", files: source }], () => undefined).files].sort()).toEqual([...once].sort());
      expect([...effectivePack(once, "p")].sort()).toEqual([...source].sort());
    }), RUNS);
  }, 120_000);

  it("are gone without a trace when the pack goes, with the local changes of them", () => {
    fc.assert(fc.property(pack, label, (source, other) => {
      const patched = new Map(installed(source));
      for (const [path, text] of source) {
        const body = value(text);
        if (!path.endsWith("entity.json")) continue;
        const target = { pack: "p", kind: "entity", name: String(body["id"]) } as const;
        patched.set(`local/patches/p.entity.${target.name}.json`, JSON.stringify(diffDocument(body, { ...body, label: other }, target)));
      }
      expect([...withoutPack(patched, "p")].sort()).toEqual([...others].sort());
    }), RUNS);
  }, 120_000);

  it("are all there as documents made here when the pack is detached, changes worked in, our own words kept", () => {
    fc.assert(fc.property(pack, label, (source, other) => {
      const patched = new Map(installed(source));
      const wanted = new Map<string, string>();
      for (const [path, text] of source) {
        const body = value(text);
        if (!path.endsWith("entity.json")) continue;
        const target = { pack: "p", kind: "entity", name: String(body["id"]) } as const;
        patched.set(`local/patches/p.entity.${target.name}.json`, JSON.stringify(diffDocument(body, { ...body, label: other }, target)));
        wanted.set(`local/${path}`, other);
      }
      const after = detachPack(patched, "p");
      expect([...after.keys()].filter((path) => path.startsWith(packFolder("p")) || path.startsWith("local/patches/"))).toEqual([]);
      for (const [path, text] of wanted) expect(value(after.get(path)!)["label"]).toBe(text);
      const words = value(after.get("local/i18n/ru.json")!)["entities"] as JsonObject;
      expect(words["mine"]).toEqual({ label: "Моё" });
      for (const [key, said] of Object.entries((value(source.get("i18n/ru.json") ?? "{}")["entities"] ?? {}) as JsonObject)) expect(words[key]).toEqual(said);
    }), RUNS);
  }, 120_000);
});
