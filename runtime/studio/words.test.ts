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

  it("are all that a translation of the module says, of every kind of document", () => {
    const offered = new Set(wordsOf(sources).map(({ path }) => path.join("/")));
    const written = (node: unknown, path: readonly string[] = []): string[] => (typeof node === "string" ? [path.join("/")] : Object.entries(node as object).flatMap(([key, value]) => written(value, [...path, key])));
    const { $schema: _schema, id: _id, name: _name, language: _language, ...words } = JSON.parse(crm.find(({ pack, path }) => pack === "crm" && path === "i18n/ru.json")!.text) as Record<string, unknown>;
    expect(written(words).filter((path) => !offered.has(path))).toEqual([]);
    for (const group of ["dashboards", "processes", "notifications", "reports", "clocks"]) expect([...offered].some((path) => path.startsWith(`${group}/`)), group).toBe(true);
    expect([...offered]).toEqual(expect.arrayContaining([expect.stringMatching(/^processes\/.*\/decisions\//), expect.stringMatching(/^processes\/.*\/descriptions\//), expect.stringMatching(/^dashboards\/.*\/widgets\/.*\/label$/)]));
  });

  it("are those of decision tables and templates, too", () => {
    const head = { id: "x", name: "x", label: "X" };
    expect(wordsOf(["decision", "template", "workingCalendar"].map((kind) => ({ kind, name: "x", document: head }))).map(({ path }) => path.join("/"))).toEqual(["decisions/x/label", "templates/x/label", "workingCalendars/x/label"]);
  });

  it("are set and taken away without leaving empty places", () => {
    const one = withWord({ id: "x" }, ["entities", "trip", "label"], "Рейс");
    expect(wordAt(one, ["entities", "trip", "label"])).toBe("Рейс");
    expect(wordAt(one, ["entities", "toString", "label"])).toBeUndefined();
    expect(withWord(one, ["entities", "trip", "label"], "")).toEqual({ id: "x" });
  });
});
