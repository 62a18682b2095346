import { describe, expect, it } from "vitest";
import { documentOf, loadDocuments, packDocuments } from "../../tests/helpers/fixtures";
import { documentPath, isOfEntity, kindOf } from "../model/source";
import { withWord, wordAt, wordsOf } from "./words";

const crm = packDocuments("core", "crm");
const sources = crm.filter(({ pack }) => pack === "crm").flatMap(({ path, text }) => {
  const kind = kindOf(path);
  return kind && kind !== "translation" && kind !== "patch" ? [{ kind, name: path, document: JSON.parse(text) as Record<string, unknown> }] : [];
});

describe("words of a module", () => {
  it("stand where a translation document may have them", () => {
    const words = wordsOf(sources);
    expect(words.length).toBeGreaterThan(200);
    const translation = words.reduce<Record<string, unknown>>((document, { path, text }) => withWord(document, path, `${text} ü`), { id: "test.fi", name: "fi", language: "fi" });
    const result = loadDocuments([...crm, documentOf("crm", "i18n/fi.json", translation)]);
    expect(result.ok ? [] : result.problems.map(({ pointer, message }) => `${pointer} ${message}`)).toEqual([]);
    expect(isOfEntity("list") && documentPath("list", "main", "deal")).toBe("entities/deal/list.main.json");
  });

  it("are set and taken away without leaving empty places", () => {
    const one = withWord({ id: "x" }, ["entities", "trip", "label"], "Рейс");
    expect(wordAt(one, ["entities", "trip", "label"])).toBe("Рейс");
    expect(wordAt(one, ["entities", "toString", "label"])).toBeUndefined();
    expect(withWord(one, ["entities", "trip", "label"], "")).toEqual({ id: "x" });
  });
});
