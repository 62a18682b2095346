import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { documentOf, loadDocuments, packDocuments } from "../../tests/helpers/fixtures";
import { documentPath, isOfEntity, type DocumentKind } from "../model/source";
import { moduleChanges } from "./documents";
import { TEMPLATES, templateEntities, wordCount } from "./templates";

const WORDS = { general: "General", mainForm: "Main form", allOf: (plural: string) => `All ${plural}`, board: "Board" };
const languages = ["en", "ru", "uk", "tr"].map((language) => [language, JSON.parse(readFileSync(`messages/${language}.json`, "utf8")) as Record<string, string>] as const);

describe.each(TEMPLATES)("the template %s", (template) => {
  it.each(languages)("has all its words in %s and loads", (_language, messages) => {
    const words = messages[`studio.template.${template}.words`]!.split(",");
    expect(words).toHaveLength(wordCount(template));
    const entities = templateEntities(template, words, ["category"]);
    const changes = moduleChanges({ name: "begun", label: "Begun", language: "en", entities, roles: [{ name: "begunUser", label: "User", grants: {} }] }, WORDS, { packOf: () => undefined });
    const documents = changes.map(({ kind, name, document }) => {
      const [entity, own] = name.split(".");
      return documentOf("begun", isOfEntity(kind as DocumentKind) ? documentPath(kind as DocumentKind, own!, entity!) : documentPath(kind as DocumentKind, name), document);
    });
    const result = loadDocuments([...packDocuments("core"), ...documents]);
    expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual([]);
  });
});
